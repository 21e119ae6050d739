import { type Mutant, TASK_QUEUE } from './mutant.ts';
import { profileFor, scripted } from './scripted-fault.ts';

/** A timeout or a 500 taken for the backend's last word. */
const doubtIgnored: Mutant = {
  name: 'doubt taken for failure',
  about: 'an order that the backend may have ends as failed',
  patches: [
    {
      apps: ['order-worker'],
      file: 'apps/order-worker/src/orders/order-outcome.mapper.js',
      find: 'const gaveUp =',
      replace: `if (answer.kind === 'doubt') return failed(setback(answer, history.attempts));
    const gaveUp =`,
    },
  ],
  faults: [
    profileFor(2_000, 3_000, {
      preset: 'steady',
      failure: { kind: '500', rate: 0.5, when: 'after-commit' },
    }),
  ],
  shape: { gateways: 1, workers: 1 },
  windowMs: 6_000,
  expected: ['liar'],
};

/** 202 as soon as the order is on its way to Redis. */
const answeredTooSoon: Mutant = {
  name: 'answered before Redis confirmed',
  about: 'the gateway answers without waiting for the accept script',
  patches: [
    {
      apps: ['gateway'],
      file: `${TASK_QUEUE}/order-intake.js`,
      find: 'const verdict = await this.batcherOf(order.client).submit(request);',
      replace: `this.batcherOf(order.client).submit(request).catch(() => undefined);
            const verdict = { nowMs: Date.now(), raw: 0 };`,
    },
  ],
  faults: [
    scripted('kill redis', 4_000, async ({ cluster, sleep }) => {
      cluster.redis.service.kill('SIGKILL');
      await sleep(2_000);
    }),
  ],
  shape: { gateways: 2, workers: 1 },
  windowMs: 7_000,
  expected: ['lost'],
};

export const PROMISE_MUTANTS: Mutant[] = [doubtIgnored, answeredTooSoon];
