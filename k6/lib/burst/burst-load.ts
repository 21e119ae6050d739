import { check, sleep } from 'k6';
import exec from 'k6/execution';
import { Counter, Trend } from 'k6/metrics';
import type { Options } from 'k6/options';
import { expectAccepted, expectCompleted, expectRefused, problemCode } from '../answers.ts';
import { follow } from '../following.ts';
import { get, submit, type Sent } from '../gateway.ts';
import { note } from '../journal.ts';
import { noteLateness } from '../pulse.ts';
import { ROUTES } from '../routes.ts';
import { numberOption, textOption } from '../suite-options.ts';
import { suiteOptions } from '../suite.ts';
import { type BurstName, burstCase, divisorOf, scaled } from './burst-cases.ts';
import { type BurstConditions, deriveBurst } from './burst-model.ts';
import { burstThresholds } from './burst-thresholds.ts';

const completed = new Counter('burst_completed');
const timedOut = new Counter('burst_timed_out');
const expired = new Counter('burst_expired');
const refused = new Counter('burst_refused');
const otherwise = new Counter('burst_otherwise');
const healthRefusing = new Counter('health_refusing');
const doneAfter = new Trend('burst_done_after', true);

/** Connections are opened before the burst: it is to arrive on time. */
const LEAD_MS = 2_000;
const OPENING_MS = 1_200;

/** The pattern's client asks every five seconds. */
const POLL_MS = 5_000;

/** One burst: its conditions, k6's options for it, and what its clients do. */
export class BurstLoad {
  readonly options: Options;
  private readonly burst: BurstConditions;
  private readonly pollMs: number;

  constructor(suite: BurstName) {
    const scale = numberOption('scale', 10);
    const burst = burstCase(suite, textOption('case', 'sync-12s'));
    this.burst = scaled(burst, scale);
    this.pollMs = POLL_MS / divisorOf(burst, scale);
    this.options = this.optionsOf(this.burst);
  }

  /** One client: comes at its time, and stays with its order until it knows what became of it. */
  arrive(): void {
    const { iterationInTest: place, startTime } = exec.scenario;
    const { calls, arrivalMs, face } = this.burst;
    sleepUntil(startTime + (place * OPENING_MS) / calls);
    get(ROUTES.live, 'GET live');
    const dueMs = startTime + LEAD_MS + (place * arrivalMs) / calls;
    sleepUntil(dueMs);
    noteLateness(Date.now() - dueMs);
    const sent = submit(face);
    if (face === 'sync') this.countSync(sent, startTime + LEAD_MS);
    else this.countAsync(sent, startTime + LEAD_MS);
  }

  /** The load balancer's view: a full pool takes the gateway out, a long queue does not. */
  watchHealth(): void {
    const { status } = get(ROUTES.health, 'GET health');
    if (status === 503) healthRefusing.add(1);
  }

  private optionsOf(burst: BurstConditions): Options {
    const lastMs = burst.face === 'sync' ? burst.syncTimeoutMs : deriveBurst(burst).lastDoneMs;
    const seconds = Math.ceil((LEAD_MS + burst.arrivalMs + lastMs) / 1_000);
    return suiteOptions({
      seconds,
      scenarios: {
        burst: {
          executor: 'per-vu-iterations',
          exec: 'arrive',
          vus: burst.calls,
          iterations: 1,
          maxDuration: `${seconds + 60}s`,
        },
        health: {
          executor: 'constant-arrival-rate',
          exec: 'watchHealth',
          rate: 10,
          timeUnit: '1s',
          duration: `${seconds}s`,
          preAllocatedVUs: 40,
        },
      },
      thresholds: burstThresholds(burst, this.pollMs),
    });
  }

  private countSync(sent: Sent, beganMs: number): void {
    const { answer, orderNumber, id } = sent;
    if (answer.status === 200) {
      expectCompleted(sent);
      this.countCompleted(beganMs);
    } else if (answer.status === 504) {
      timedOut.add(1);
      note('accepted', orderNumber, id);
      check(answer, { 'timed out: says where to look': () => id !== '' });
      check(answer, { 'timed out: a problem': (it) => problemCode(it) === 'backend-timeout' });
    } else this.countRefused(sent);
  }

  private countAsync(sent: Sent, beganMs: number): void {
    if (sent.answer.status !== 202) return this.countRefused(sent);
    expectAccepted(sent);
    const pauseS = this.pollMs / 1_000;
    const { status } = follow(sent.id, { pauseS, longestS: 120 });
    if (status === 'completed') {
      note('completed', sent.orderNumber, sent.id);
      this.countCompleted(beganMs);
    } else if (status === 'expired') {
      note('expired', sent.orderNumber, sent.id);
      expired.add(1);
    } else otherwise.add(1);
  }

  private countCompleted(beganMs: number): void {
    completed.add(1);
    doneAfter.add(Date.now() - beganMs);
  }

  private countRefused(sent: Sent): void {
    if (sent.answer.status === 503 && expectRefused(sent)) refused.add(1);
    else otherwise.add(1);
  }
}

function sleepUntil(momentMs: number): void {
  const restMs = momentMs - Date.now();
  if (restMs > 0) sleep(restMs / 1_000);
}
