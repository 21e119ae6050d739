import { hash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppEntries } from '../cluster/build-copy.ts';
import type { ViolationKind } from '../check/violation.ts';
import { CHAOS_MIX } from '../load/arrival.ts';
import { explainViolations } from '../report/explain-violations.ts';
import { countViolations, type ViolationCounts } from '../report/seed-summary.ts';
import { ChaosSession } from '../run/chaos-session.ts';
import type { RunMoment } from '../run/run-seed.ts';
import type { Mutant } from './mutant.ts';
import { patchBuild } from './patch-build.ts';

/** How a mutant came out. */
export interface MutantResult {
  name: string;
  about: string;
  expected: ViolationKind[];
  /** Whether the checker found what it has to find; of a control, whether it found nothing. */
  asExpected: boolean;
  isControl: boolean;
  acknowledged: number;
  violations: ViolationCounts;
  /** The first violation that was expected, with its order's events. */
  example: string;
  seconds: number;
}

export interface MutantOptions {
  /** The healthy build. */
  entries: AppEntries;
  folder: string;
  resultsFolder: string;
  signal: AbortSignal;
  /** Plays the faults on the healthy system, where nothing may be found. */
  isControl: boolean;
  onSession: (session: ChaosSession) => void;
  onMoment: (moment: RunMoment) => void;
}

const RATE_PER_SECOND = 60;
const SEED = 1;
/** Above the recovery of a killed worker, so that what is open then is lost and not late. */
const SETTLE_MS = 18_000;

export async function runMutant(mutant: Mutant, options: MutantOptions): Promise<MutantResult> {
  const startedAtMs = performance.now();
  const session = await openSession(mutant, options);
  try {
    const { verdict } = await session.playOn(
      { seed: SEED, shape: mutant.shape, faults: mutant.faults },
      options.onMoment,
      {
        drill: false,
        settleMs: SETTLE_MS,
        mix: mutant.mix ?? CHAOS_MIX,
        clients: mutant.clients,
        prompt: mutant.prompt,
      },
    );
    const found = verdict.violations.filter(({ kind }) => mutant.expected.includes(kind));
    const clean = verdict.violations.length === 0;
    return {
      name: mutant.name,
      about: mutant.about,
      expected: mutant.expected,
      asExpected: options.isControl ? clean : found.length > 0,
      isControl: options.isControl,
      acknowledged: verdict.acknowledged,
      violations: countViolations(verdict.violations),
      example: explainViolations(options.isControl ? verdict.violations : found, 1),
      seconds: Math.round((performance.now() - startedAtMs) / 1_000),
    };
  } finally {
    await session.close();
  }
}

async function settingsFor({ clients }: Mutant, keyFile: string): Promise<Record<string, string>> {
  if (!clients) return {};
  const keys = clients.map(({ identity: { client, apiKey } }) => {
    return { client, sha256: hash('sha256', apiKey), roles: ['client'] };
  });
  await writeFile(keyFile, JSON.stringify(keys));
  return { API_KEYS_FILE: keyFile };
}

async function openSession(mutant: Mutant, options: MutantOptions): Promise<ChaosSession> {
  const { folder, resultsFolder, signal, isControl } = options;
  const slug = `${isControl ? 'control-' : ''}${mutant.name.toLowerCase().replaceAll(/\W+/g, '-')}`;
  const patches = isControl ? [] : mutant.patches;
  const entries = await patchBuild(options.entries, join(folder, slug), patches);
  const session = new ChaosSession({
    entries,
    dataFolder: join(folder, 'data'),
    resultsFolder: join(resultsFolder, slug),
    ratePerSecond: RATE_PER_SECOND,
    windowMs: mutant.windowMs,
    leastFaults: mutant.faults.length,
    signal,
  });
  options.onSession(session);
  const settings = await settingsFor(mutant, join(folder, 'api-keys.json'));
  const cluster = await session.open(mutant.shape, { settings });
  if (!isControl) await mutant.prepare?.(cluster);
  return session;
}
