import { canInstallByApt, installByApt, isDebian } from '../../stack/apt-packages.ts';
import type { Say } from '../broker-kind.ts';

/** A program that comes from the machine's own package manager. */
export interface AptProgram {
  /** As people call it. */
  title: string;
  aptPackage: string;
  brewPackage: string;
  /** Path of the program, or undefined while it is missing or too old. */
  find: () => string | undefined;
}

/**
 * Path of the program, installed by apt when that is possible without asking anybody.
 *
 * @throws Error with a sentence that says what to do
 */
export async function ensureProgram(program: AptProgram, say: Say): Promise<string> {
  const found = program.find();
  if (found !== undefined) return found;
  if (canInstallByApt()) await install(program, say);
  const installed = program.find();
  if (installed !== undefined) return installed;
  throw new Error(`There is no ${program.title} on this machine: ${howToInstall(program)}.`);
}

async function install({ title, aptPackage }: AptProgram, say: Say): Promise<void> {
  say(`installing ${aptPackage} with apt-get`);
  const fault = await installByApt(aptPackage);
  if (fault !== undefined) throw new Error(`apt-get could not install ${title}: ${fault}`);
}

function howToInstall({ title, aptPackage, brewPackage }: AptProgram): string {
  if (process.platform === 'darwin') return `run "brew install ${brewPackage}"`;
  if (isDebian()) return `run "sudo apt-get install ${aptPackage}"`;
  return `install ${title} with your package manager`;
}
