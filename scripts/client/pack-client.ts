import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { PROJECT_FOLDER } from '../stack/project.ts';

const CLIENT_FOLDER = join(PROJECT_FOLDER, 'libs', 'client');

/** The client's package lists this folder for what is copied from the contracts. */
const CONTRACTS = 'contracts';

/** ES modules for every browser and Node of the last years, with declarations. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  sourceMap: false,
  declaration: true,
  noEmit: false,
  noEmitOnError: true,
  rootDir: PROJECT_FOLDER,
  outDir: '/',
};

/**
 * Writes the publishable package into a folder, which it empties first.
 *
 * @throws Error with the compiler's words when the client does not compile
 */
export function packClient(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(packageFiles())) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  cpSync(join(CLIENT_FOLDER, 'README.md'), join(folder, 'README.md'));
  cpSync(join(CLIENT_FOLDER, 'examples'), join(folder, 'examples'), { recursive: true });
  cpSync(join(PROJECT_FOLDER, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'package.json'), manifest());
}

/** In the source tree the client is CommonJS like its siblings; published, it is a module. */
function manifest(): string {
  const text = readFileSync(join(CLIENT_FOLDER, 'package.json'), 'utf8');
  const content = { ...(JSON.parse(text) as object), type: 'module' };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function packageFiles(): Record<string, string> {
  const emitted = compile();
  const ours = Object.entries(emitted).filter(([path]) => path.startsWith('libs/client/src/'));
  const files = ours.map(([path, text]) => [path.slice('libs/client/src/'.length), text] as const);
  return Object.fromEntries(
    [...files, ...contractFiles(emitted)].map(([path, text]) => [path, withExtensions(text)]),
  );
}

/** Declarations that need no package of others; the client's types are among them. */
function contractFiles(emitted: Record<string, string>): [string, string][] {
  const folder = 'libs/contracts/src/';
  const plain = Object.entries(emitted)
    .filter(([path]) => path.startsWith(folder) && path.endsWith('.d.ts'))
    .filter(([, text]) => !/from '[^.]/.test(text))
    .map(([path, text]) => [path.slice(folder.length), text] as const);
  const names = new Set(plain.map(([path]) => path));
  return plain.map(([path, text]) => [
    `${CONTRACTS}/${path}`,
    path === 'index.d.ts' ? onlyFrom(names, text) : text,
  ]);
}

function onlyFrom(names: ReadonlySet<string>, index: string): string {
  const lines = index.split('\n');
  return lines.filter((line) => names.has(`${/'\.\/(.+)'/.exec(line)?.[1]}.d.ts`)).join('\n');
}

/** ES modules are named by the file that is there. */
function withExtensions(text: string): string {
  return text
    .replaceAll(`'@sluice/contracts'`, `'./${CONTRACTS}/index.js'`)
    .replace(/(from |import\()(['"])(\.\/[^'"]+?)(\.[jt]s)?\2/g, '$1$2$3.js$2');
}

function compile(): Record<string, string> {
  const file = join(PROJECT_FOLDER, 'tsconfig.json');
  const given = ts.readConfigFile(file, (path) => ts.sys.readFile(path)).config as object;
  const { options } = ts.parseJsonConfigFileContent(given, ts.sys, PROJECT_FOLDER);
  const program = ts.createProgram([join(CLIENT_FOLDER, 'src', 'index.ts')], {
    ...options,
    ...OPTIONS,
  });
  const emitted: Record<string, string> = {};
  const { diagnostics } = program.emit(undefined, (path, text) => {
    emitted[path.replace(/^\/+/, '')] = text;
  });
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, FORMAT));
  return emitted;
}

const FORMAT: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: () => PROJECT_FOLDER,
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
};
