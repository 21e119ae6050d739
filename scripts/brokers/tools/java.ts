import { spawnSync } from 'node:child_process';
import { findOnPath } from '../../stack/find-on-path.ts';
import type { Say } from '../broker-kind.ts';
import { ensureProgram } from './apt-program.ts';

/** What Kafka 4 and Artemis need. */
const OLDEST_JAVA = 17;

/** Small heap, cheap collector, quick start: several brokers share a laptop with everything else. */
export const LEAN_JVM = [
  '-Xms64m',
  '-Xmx384m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
];

/** Path of a Java that is new enough. @throws Error with a sentence that says what to do */
export function ensureJava(say: Say): Promise<string> {
  return ensureProgram(
    {
      title: `Java ${OLDEST_JAVA} or newer`,
      aptPackage: `openjdk-${OLDEST_JAVA}-jre-headless`,
      brewPackage: 'openjdk',
      find: findJava,
    },
    say,
  );
}

/** The Java that {@link ensureJava} found or installed. @throws Error when there is none */
export function installedJava(): string {
  const java = findJava();
  if (java === undefined) throw new Error(`There is no Java ${OLDEST_JAVA} on this machine.`);
  return java;
}

function findJava(): string | undefined {
  const java = findOnPath('java');
  return java !== undefined && majorVersion(java) >= OLDEST_JAVA ? java : undefined;
}

/** Java says its version on the error output: `openjdk version "17.0.15" …`. */
function majorVersion(java: string): number {
  const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
}
