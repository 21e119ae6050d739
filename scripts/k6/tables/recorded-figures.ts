/** A ratio that somebody measured on another machine, at another time. */
export interface RecordedFigure {
  what: string;
  recorded: string;
  /** Benchmark and ratio here that ask the same; undefined where nothing here does. */
  here?: readonly [benchmark: string, ratio: string];
}

/**
 * Recorded before this project was begun, on two cores that gateway, Redis and generator shared. The
 * only figures of the report that were typed: they came without anything that could be run again.
 */
export const RECORDED: readonly RecordedFigure[] = [
  {
    what: 'accept, × tutorial: a whole accept script per batch (Node 26)',
    recorded: '3.5',
    here: ['accept', 'tutorial64'],
  },
  {
    what: 'accept, of bare Fastify: the same',
    recorded: '0.51',
    here: ['accept', 'bare64'],
  },
  {
    what: 'accept, CPU of the tutorial ÷ the same',
    recorded: '4.8',
    here: ['accept', 'cpuTutorialOverOurs64'],
  },
  {
    what: 'accept, × tutorial: bare Fastify, no Redis (Node 26)',
    recorded: '7.0',
    here: ['accept', 'bareOverTutorial64'],
  },
  {
    what: 'accept, × tutorial: bare Fastify + Bull `queue.add` (Node 20)',
    recorded: '2.1',
    here: ['accept', 'bullOverTutorial64'],
  },
  {
    what: 'accept, × tutorial: bare Fastify + BullMQ `add` (Node 20)',
    recorded: '2.6',
    here: ['accept', 'bullmqOverTutorial64'],
  },
  { what: 'accept, × tutorial: Restate 1.7, one partition (Node 20)', recorded: '1.8' },
  { what: 'accept, × tutorial: the tutorial on Express (Node 20)', recorded: '0.64' },
  {
    what: 'trick: one script call per batch instead of one per order',
    recorded: '2.7',
    here: ['tricks', 'batchedScript'],
  },
  {
    what: 'trick: no class-validator at run time (there compiled checks, here none)',
    recorded: '1.7',
    here: ['tricks', 'noRuntimeDecorators'],
  },
  {
    what: 'trick: commands in one write (there auto-pipelining)',
    recorded: '1.2',
    here: ['tricks', 'batchedWrites'],
  },
  {
    what: 'drain of 3,000, share of the ideal: no queue, 16 loops',
    recorded: '0.965',
    here: ['drain', 'loopIdeal3000'],
  },
  {
    what: 'drain of 3,000, share of the ideal: Bull, concurrency 16',
    recorded: '0.922',
    here: ['drain', 'bullIdeal3000'],
  },
  {
    what: 'drain of 3,000, share of the ideal: BullMQ, concurrency 16',
    recorded: '0.934',
    here: ['drain', 'bullmqIdeal3000'],
  },
  {
    what: 'drain of 3,000, share of the ideal: Bull, 20 jobs behind 16 slots (here: our worker)',
    recorded: '0.950',
    here: ['drain', 'ideal3000'],
  },
  { what: 'drain of 3,000, share of the ideal: Restate, limit 16', recorded: '0.929' },
  {
    what: 'rate limit, share of the nominal rate: an evenly spaced pacer (here: over two workers)',
    recorded: '0.99',
    here: ['drain', 'rateOfNominal'],
  },
  { what: 'rate limit, share of the nominal rate: Bull’s own limiter', recorded: '0.91' },
  { what: 'rate limit, share of the nominal rate: BullMQ’s', recorded: '0.96–0.99' },
  {
    what: 'round trip through the queue, of direct throughput at 64 connections',
    recorded: '0.43–0.52',
    here: ['bridge', 'ofDirect64'],
  },
  {
    what: 'round trip through the queue, added to the p50 of a direct call, ms',
    recorded: '0.5–1.7',
    here: ['bridge', 'addedP50Ms'],
  },
  { what: 'round trip by `job.finished()`, of direct throughput', recorded: '0.27–0.35' },
  {
    what: 'memory of a waiting order in Redis, bytes (there a bare job of Bull)',
    recorded: '1,200',
    here: ['depth', 'bytesPerOrder'],
  },
];
