import { dies, isBack } from '../../cluster/member.ts';
import { GATEWAYS, WORKERS, type FaultKind } from '../fault.ts';

const DRAINED_WITHIN_MS = 14_000;
/** To drain, to start and to get ready. */
const RESTART_MS = 4_000;
const BLOCK_MS = [3_000, 7_000, 12_000];

/** SIGTERM to one process after the other, each back before the next one goes. */
const rollingRestart: FaultKind = {
  name: 'rolling restart',
  category: 'process',
  draw: (random, shape) => {
    const members = random.shuffled([...GATEWAYS(shape), ...WORKERS(shape)]);
    return {
      target: 'gateways and workers',
      durationMs: RESTART_MS * members.length,
      detail: `SIGTERM to ${members.join(', ')}`,
      // A process does not get ready without Redis.
      claims: [...members, 'redis'],
      async play({ cluster }) {
        for (const name of members) {
          const member = cluster.member(name);
          await isBack(member);
          const drained = dies(member, DRAINED_WITHIN_MS);
          member.service.kill('SIGTERM');
          // Who does not go by itself is ended in a way that nobody else uses: it shows as a crash.
          if (!(await drained)) member.service.kill('SIGABRT');
          await isBack(member);
        }
        return true;
      },
    };
  },
};

/** A worker that stands still past its leases and then goes on as if nothing had been. */
const pausedWorker: FaultKind = {
  name: 'pause worker',
  category: 'process',
  draw: (random, shape) => {
    const target = random.pick(WORKERS(shape));
    const durationMs = random.pick([4_000, 12_000]);
    return {
      target,
      durationMs,
      detail: `SIGSTOP for ${durationMs / 1_000} s`,
      claims: [target],
      async play({ cluster, sleep }) {
        const { service } = cluster.member(target);
        service.kill('SIGSTOP');
        await sleep(durationMs);
        return service.kill('SIGCONT');
      },
    };
  },
};

/** The same from inside, with orders in hand at an exact point. */
const blockedEventLoop: FaultKind = {
  name: 'block event loop',
  category: 'process',
  draw: (random, shape) => {
    const target = random.pick(WORKERS(shape));
    const point = random.pick(['after-pop', 'after-begin', 'before-settle']);
    const durationMs = random.pick(BLOCK_MS);
    return {
      target,
      durationMs,
      detail: `${durationMs / 1_000} s ${point.replaceAll('-', ' ')}`,
      claims: [target],
      async play({ cluster, sleep }) {
        const { failpoints } = cluster.member(target);
        failpoints?.arm(`${point}=block:${durationMs}@1`);
        await sleep(durationMs);
        failpoints?.disarm();
        return true;
      },
    };
  },
};

export const PROCESS_FAULTS: FaultKind[] = [rollingRestart, pausedWorker, blockedEventLoop];
