import { setTimeout as pause } from 'node:timers/promises';
import { atMost } from '../measure/at-most.ts';
import { checkLedger } from '../measure/backend-ledger.ts';
import { sampleOrder } from '../measure/sample-order.ts';
import { mean } from '../measure/statistics.ts';
import type { Endpoint, RungRun } from './ladder.model.ts';
import type { LadderStack } from './ladder-stack.ts';
import { submitUntilTaken, type Submission, type SubmissionClock } from './order-submission.ts';
import { MAX_AT_ONCE } from './published-figures.ts';

export interface RungOptions {
  endpoint: Endpoint;
  orders: number;
  run: number;
}

/** How far a run is. */
export interface RungProgress {
  taken: number;
  failures: number;
}

const clock: SubmissionClock = { nowMs: () => performance.now(), pause: (ms) => pause(ms) };
const FOLLOWED_AT_ONCE = 64;
const COMPLETION_POLL_MS = 20;

/**
 * Submits the orders of one rung, at most {@link MAX_AT_ONCE} at once, and waits until the backend
 * has saved them all by its own count.
 * @throws Error unless the ledger then holds every order exactly once, and every order says that it
 * is completed.
 */
export async function runRung(
  stack: LadderStack,
  { endpoint, orders, run }: RungOptions,
  progress: RungProgress,
): Promise<RungRun> {
  const orderNumbers = Array.from(
    { length: orders },
    (_, n) => `${endpoint}-${orders}-${run}-${n}`,
  );
  const bodies = orderNumbers.map((orderNumber) => JSON.stringify(sampleOrder(orderNumber)));
  await stack.prepareRun();
  const saved = stack.ledger.reaches(orders).then(() => performance.now());
  const period = { fromMs: Date.now(), toMs: Infinity };
  const startedMs = performance.now();
  const submitting = submitAll(stack, endpoint, bodies, progress);
  const [{ submissions, generatorCpuShare }, savedMs] = await Promise.all([submitting, saved]);
  period.toMs = Date.now();
  await expectCompleted(stack, submissions);
  await stack.flushMemory();
  const redeliveries = checkLedger(await stack.ledger.rows(), orderNumbers);
  const elapsedMs = savedMs - startedMs;
  return {
    endpoint,
    orders,
    run,
    elapsedMs,
    latencyMs: mean(submissions.map(({ latencyMs }) => latencyMs)),
    throughputPerMinute: (orders * 60_000) / elapsedMs,
    failures: progress.failures,
    redeliveries,
    generatorCpuShare,
    memory: stack.gatewayMemory.summary(period),
  };
}

/** The sender's own cost is taken while it sends: over the whole run it would look like nothing. */
async function submitAll(
  stack: LadderStack,
  endpoint: Endpoint,
  bodies: readonly string[],
  progress: RungProgress,
): Promise<{ submissions: Submission[]; generatorCpuShare: number }> {
  const startedMs = performance.now();
  const cpuBefore = process.cpuUsage();
  const submit = (body: string) => submitOne(stack, endpoint, body, progress);
  const submissions = await atMost(MAX_AT_ONCE, bodies, submit);
  const { user, system } = process.cpuUsage(cpuBefore);
  const generatorCpuShare = (user + system) / 1_000 / (performance.now() - startedMs);
  return { submissions, generatorCpuShare };
}

async function submitOne(
  { client }: LadderStack,
  endpoint: Endpoint,
  body: string,
  progress: RungProgress,
): Promise<Submission> {
  const submission = await submitUntilTaken(client, endpoint, body, clock);
  progress.taken += 1;
  progress.failures += submission.failures;
  return submission;
}

/** The backend counts an order a moment before the worker has noted it; nothing may stay behind. */
async function expectCompleted(
  { client }: LadderStack,
  submissions: readonly Submission[],
): Promise<void> {
  const deadlineMs = performance.now() + 10_000;
  // The sync endpoint answers with the completed order itself and names no place to look at.
  const followed = submissions.filter(({ location }) => location !== '');
  await atMost(FOLLOWED_AT_ONCE, followed, async ({ location }) => {
    while ((await client.orderStatus(location)) !== 'completed') {
      if (performance.now() > deadlineMs) throw new Error(`${location} is saved but not completed`);
      await pause(COMPLETION_POLL_MS);
    }
  });
}
