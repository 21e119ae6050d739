import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkRun, type RunVerdict } from '../check/check-run.ts';
import type { CheckLimits, RunEvidence } from '../check/evidence.ts';
import { recoveriesOf, type Recovery, type WorkerKill } from '../check/recovery.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { drawDrill } from '../faults/recovery-drill.ts';
import type { FaultEvent, HistoryEvent } from '../history/history-event.ts';
import { HistoryLog, readHistory } from '../history/history-log.ts';
import { RunClock } from '../history/run-clock.ts';
import { LoadFleet, type FleetTally } from '../load/load-fleet.ts';
import { SeededRandom } from '../random/seeded-random.ts';
import { sampleDepth } from './depth-sampler.ts';
import { lookAtAll } from './final-looks.ts';
import { keepDiary } from './process-diary.ts';
import { FaultPlayer } from './play-schedule.ts';
import { RecoveryWatch } from './recovery-watch.ts';
import { evenShares, SERVICE_TIME_MS, type SeedOptions } from './run-options.ts';
import { leftoversOf, settles } from './settle.ts';

/** What goes on at one moment of a run, for whoever waits for it. */
export interface RunMoment {
  phase: string;
  elapsedMs: number;
  tally: FleetTally;
  faults: string[];
}

/** How one seed came out. */
export interface SeedResult {
  seed: number;
  verdict: RunVerdict;
  recoveries: Recovery[];
  events: HistoryEvent[];
  settled: boolean;
}

const ANSWER_WITHIN_MS = { async: 3_000, sync: 8_000, look: 3_000 };
/** Of the orders that arrive, so many have to be acknowledged and saved however bad things are. */
const LEAST_SHARE = 0.3;
const MOMENT_INTERVAL_MS = 250;
const LEFTOVERS_MS = 8_000;
/** Load goes on for a while after the drill, so that recovery has to share the workers. */
const AFTER_DRILL_MS = 1_000;

/** Loads a cluster, disturbs it, lets it settle and holds what happened against the truth. */
export async function runSeed(
  cluster: Cluster,
  options: SeedOptions,
  onMoment: (moment: RunMoment) => void,
): Promise<SeedResult> {
  const historyPath = join(options.folder, 'history.ndjson');
  const run = new SeedRun(cluster, options, historyPath);
  const played = await run.play(onMoment);
  const events = readHistory(historyPath);
  return { seed: options.seed, ...played, ...judge(events, played, options) };
}

interface Played {
  settled: boolean;
  kills: WorkerKill[];
  ledger: RunEvidence['ledger'];
  finals: RunEvidence['finals'];
  leftovers: RunEvidence['leftovers'];
}

function judge(events: HistoryEvent[], played: Played, options: SeedOptions) {
  const { ledger, finals, leftovers, kills } = played;
  const verdict = checkRun({ events, ledger, finals, leftovers, limits: limitsOf(options) });
  const faults = events.filter((event): event is FaultEvent => event.kind === 'fault');
  const recoveries = recoveriesOf(kills, finals, faults, SERVICE_TIME_MS);
  return { verdict, recoveries, events };
}

function limitsOf(options: SeedOptions): CheckLimits {
  const { ratePerSecond, windowMs, leastFaults, prompt } = options;
  const minAcknowledged = Math.floor((LEAST_SHARE * ratePerSecond * windowMs) / 1_000);
  const answerWithinMs = ANSWER_WITHIN_MS;
  const least = { minAcknowledged, minCompleted: minAcknowledged, minFaults: leastFaults };
  return { ...least, answerWithinMs, prompt };
}

class SeedRun {
  readonly #cluster: Cluster;
  readonly #options: SeedOptions;
  readonly #historyPath: string;
  readonly #clock = new RunClock();
  readonly #log: HistoryLog;
  readonly #prefix: string;
  #phase = 'starting';

  constructor(cluster: Cluster, options: SeedOptions, historyPath: string) {
    this.#cluster = cluster;
    this.#options = options;
    this.#historyPath = historyPath;
    this.#log = new HistoryLog(historyPath);
    this.#prefix = `s${options.seed}`;
  }

  async play(onMoment: (moment: RunMoment) => void): Promise<Played> {
    const fleet = await this.#startFleet();
    const watch = new RecoveryWatch(this.#cluster, this.#clock);
    const closeDiary = keepDiary(this.#cluster, this.#clock, this.#log);
    const stopSampling = sampleDepth(this.#cluster, this.#clock, this.#log);
    const player = this.#player(fleet);
    const moments = setInterval(() => onMoment(this.#moment(fleet, player)), MOMENT_INTERVAL_MS);
    try {
      const settled = await this.#disturb(fleet, player);
      await fleet.end();
      return { settled, kills: watch.kills, ...(await this.#readTruth()) };
    } finally {
      clearInterval(moments);
      stopSampling();
      closeDiary();
      watch.stop();
      fleet.kill();
      this.#log.close();
    }
  }

  #startFleet(): Promise<LoadFleet> {
    const { seed, ratePerSecond, mix, clients } = this.#options;
    return LoadFleet.start(clients ?? evenShares(ratePerSecond), {
      seed: `${seed}/load`,
      prefix: this.#prefix,
      mix,
      gatewayUrls: this.#cluster.gatewayUrls,
      historyPath: this.#historyPath,
      originNs: String(this.#clock.originNs),
    });
  }

  #player(fleet: LoadFleet): FaultPlayer {
    const { signal } = this.#options;
    return new FaultPlayer({
      cluster: this.#cluster,
      fleet,
      clock: this.#clock,
      log: this.#log,
      signal,
    });
  }

  /** Resolves to whether everything came to an end. */
  async #disturb(fleet: LoadFleet, player: FaultPlayer): Promise<boolean> {
    const { faults, signal, windowMs, drill, settleMs } = this.#options;
    this.#phase = 'faults';
    fleet.tell({ kind: 'begin' });
    await Promise.all([player.playAll(faults), sleep(windowMs, undefined, { signal })]);
    await this.#cluster.heal();
    if (drill) await this.#drill(player);
    fleet.tell({ kind: 'ebb' });
    this.#phase = 'settling';
    return settles(this.#cluster, settleMs);
  }

  async #drill(player: FaultPlayer): Promise<void> {
    const { seed, shape, signal } = this.#options;
    this.#phase = 'recovery drill';
    await player.play(drawDrill(new SeededRandom(seed).fork('drill'), shape));
    await sleep(AFTER_DRILL_MS, undefined, { signal });
  }

  async #readTruth(): Promise<Pick<Played, 'ledger' | 'finals' | 'leftovers'>> {
    this.#phase = 'looking at every order';
    const isOurs = ({ orderNumber }: { orderNumber: string }) =>
      orderNumber.startsWith(this.#prefix);
    const known = (await this.#cluster.probe.records()).filter(isOurs);
    const record = { log: this.#log, clock: this.#clock };
    await lookAtAll(this.#cluster.gatewayUrls, known, record, this.#options.clients);
    const ledger = (await this.#cluster.ledger()).filter(isOurs);
    const finals = (await this.#cluster.probe.records()).filter(isOurs);
    const leftovers = await leftoversOf(this.#cluster, LEFTOVERS_MS);
    this.#log.flush();
    return { ledger, finals, leftovers };
  }

  #moment(fleet: LoadFleet, player: FaultPlayer): RunMoment {
    const elapsedMs = this.#clock.nowMs();
    return { phase: this.#phase, elapsedMs, tally: fleet.tally(), faults: player.current };
  }
}
