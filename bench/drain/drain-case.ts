import { join } from 'node:path';
import { BackendLedger, type BackendProfile } from '../measure/backend-ledger.ts';
import { redisConfig } from '../measure/bench-redis.ts';
import type { Progress } from '../measure/progress.ts';
import { Resources } from '../measure/resources.ts';
import { bullPlain } from './bull-plain.subject.ts';
import { bullMqPlain } from './bullmq-plain.subject.ts';
import type { DrainMeasurement } from './drain-measurement.ts';
import { measureDrainRounds } from './drain-rounds.ts';
import { AT_ONCE, type DrainSubject } from './drain-subject.ts';
import { memoryLoop } from './memory-loop.subject.ts';
import { sluiceWorker } from './worker.subject.ts';

/** A backend, and how many orders are drained against it at a time. */
export interface DrainCase {
  profile: string | object;
  atOnce: number;
  sizes: readonly number[];
  rounds: number;
  /** Until code is compiled and connections are open. */
  warmUpOrders: number;
}

/** What a case came to. */
export interface DrainedCase extends Pick<DrainCase, 'atOnce' | 'sizes'> {
  subjects: readonly Pick<DrainSubject, 'key' | 'title'>[];
  profile: BackendProfile;
  drains: readonly DrainMeasurement[];
}

/** The backend decides: bounded and slow, as the one that this project stands before. */
export const STEADY: Omit<DrainCase, 'rounds'> = {
  profile: 'steady',
  atOnce: AT_ONCE,
  sizes: [1_000, 3_000],
  warmUpOrders: 320,
};

/** What drains decides: the backend is fast, takes any number at once, and many are under way. */
export const FAST: Omit<DrainCase, 'rounds' | 'sizes'> = {
  profile: { latency: { kind: 'fixed', ms: 2 }, workers: null },
  atOnce: 128,
  warmUpOrders: 5_000,
};

/** Every subject against one backend; what was started for it is stopped again. */
export async function measureCase(
  resources: Resources,
  drainCase: DrainCase,
  progress: Progress,
): Promise<DrainedCase> {
  const own = new Resources();
  resources.keep(() => own.stopAll());
  try {
    return await measureSubjects(own, drainCase, progress);
  } finally {
    await own.stopAll();
  }
}

async function measureSubjects(
  resources: Resources,
  { profile, atOnce, sizes, rounds, warmUpOrders }: DrainCase,
  progress: Progress,
): Promise<DrainedCase> {
  progress.live('starting the stack, Bull and BullMQ');
  const dataDir = await resources.folder();
  const stack = await resources.stack({
    dataDir: join(dataDir, 'stack'),
    profile,
    env: { ORDER_CONCURRENCY: String(atOnce) },
    redisConfig: redisConfig('always'),
  });
  const place = { backendUrl: stack.backendUrl, dataDir, atOnce };
  const subjects: DrainSubject[] = [
    memoryLoop(resources, place),
    await bullPlain(resources, place),
    await bullMqPlain(resources, place),
    sluiceWorker(resources, stack, 'Sluice’s order-worker'),
  ];
  const ledger = new BackendLedger(stack.backendUrl);
  const options = { sizes, rounds, warmUpOrders };
  const drains = await measureDrainRounds(subjects, ledger, options, progress);
  const titles = subjects.map(({ key, title }) => ({ key, title }));
  return { subjects: titles, atOnce, sizes, profile: await ledger.profile(), drains };
}
