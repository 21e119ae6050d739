import { rm } from 'node:fs/promises';
import { httpRequest } from '../../../scripts/stack/http-request.ts';
import { recordRuns } from '../../../scripts/stack/run-records.ts';
import type { StackEvent, StackListener } from '../../../scripts/stack/stack-event.ts';
import { setProfile } from '../../../scripts/stack/stack.ts';
import type { LedgerRow } from '../check/evidence.ts';
import { PASS } from '../proxy/link-mode.ts';
import type { TcpLink } from '../proxy/tcp-link.ts';
import { planCluster, type ClusterOptions, type ClusterPlan } from './cluster-plan.ts';
import { isBack, type Member } from './member.ts';
import { loadQueueLibrary } from './queue-library.ts';
import type { RedisClock } from './redis-clock.ts';
import { RedisProbe } from './redis-probe.ts';
import { revive } from './revive.ts';

const LEDGER_TIMEOUT_MS = 20_000;

/**
 * The system under test: real processes, a link of its own between each app and each server it
 * needs, and what dies is started again.
 */
export class Cluster {
  readonly gateways: Member[];
  readonly workers: Member[];
  readonly backend: Member;
  readonly redis: Member;
  readonly probe: RedisProbe;
  /** Undefined where the clock cannot be set. */
  readonly redisClock: RedisClock | undefined;
  readonly links: TcpLink[];
  readonly #dataDir: string;
  readonly #listeners = new Set<StackListener>();
  readonly #ending = new AbortController();

  private constructor(plan: ClusterPlan, probe: RedisProbe, dataDir: string) {
    this.gateways = plan.gateways;
    this.workers = plan.workers;
    this.backend = plan.backend;
    this.redis = plan.redis;
    this.probe = probe;
    this.redisClock = plan.redisClock;
    this.#dataDir = dataDir;
    this.links = this.members.flatMap(({ links }) => Object.values(links));
  }

  /** Resolves when everything serves. @throws Error when it does not; nothing is left running then */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const plan = await planCluster(options);
    const library = loadQueueLibrary(options.entries['order-worker']);
    const cluster = new Cluster(plan, new RedisProbe(plan.redisPort, library), options.dataDir);
    try {
      await cluster.#start(options.dataDir);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    cluster.#watch();
    return cluster;
  }

  get members(): Member[] {
    return [this.redis, this.backend, ...this.workers, ...this.gateways];
  }

  get gatewayUrls(): string[] {
    return this.gateways.map(({ service }) => service.url);
  }

  /** @throws Error for an unknown name */
  member(name: string): Member {
    const found = this.members.find((member) => member.name === name);
    if (!found) throw new Error(`no ${name} in this cluster`);
    return found;
  }

  /** Tells when processes die and come back; gives the way to stop it. */
  observe(listener: StackListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How the mock backend behaves from now on. @throws Error when it cannot be told */
  async setProfile(profile: string | object): Promise<void> {
    await setProfile(this.backend.service.url, profile);
  }

  /** Takes every disturbance away and waits until every process is back. */
  async heal(): Promise<void> {
    for (const { failpoints } of this.members) failpoints?.disarm();
    for (const { service } of this.members) service.kill('SIGCONT');
    this.redisClock?.set(0);
    await Promise.all(this.links.map((link) => link.setMode(PASS)));
    await Promise.all(this.members.map(isBack));
    await this.probe.configure('maxmemory', '0');
    await this.setProfile('steady');
  }

  /** Every row that the backend has saved. */
  async ledger(): Promise<LedgerRow[]> {
    const url = `${this.backend.service.url}/orders`;
    const { status, body } = await httpRequest(url, { timeoutMs: LEDGER_TIMEOUT_MS });
    if (status !== 200) throw new Error(`the ledger could not be read: ${status}`);
    return body
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as LedgerRow);
  }

  /** Empties the backend's ledger; nothing may be under way. */
  async forgetLedger(): Promise<void> {
    await httpRequest(`${this.backend.service.url}/orders`, { method: 'DELETE' });
  }

  /** Kills what runs and removes its data. Idempotent. */
  async stop({ keepData = false } = {}): Promise<void> {
    this.#ending.abort();
    this.probe.close();
    await Promise.all(this.members.map(({ service }) => service.stop({ force: true })));
    await Promise.all(this.links.map((link) => link.close()));
    if (!keepData) await rm(this.#dataDir, { recursive: true, force: true });
  }

  async #start(dataDir: string): Promise<void> {
    recordRuns(
      this.members.map(({ service }) => service),
      dataDir,
    );
    await Promise.all(this.links.map((link) => link.open()));
    await this.redis.service.start();
    await this.probe.connect();
    const apps = this.members.filter(({ kind }) => kind !== 'redis');
    await Promise.all(apps.map(({ service }) => service.start()));
  }

  #watch(): void {
    const tell = (event: StackEvent) => this.#listeners.forEach((listener) => listener(event));
    for (const { service } of this.members) void revive(service, tell, this.#ending.signal);
    this.#closeLinksWith(this.redis, 'redis');
    this.#closeLinksWith(this.backend, 'backend');
  }

  /** A dead server refuses at once, not only after somebody tried. */
  #closeLinksWith({ service }: Member, to: 'redis' | 'backend'): void {
    const links = this.members.flatMap((member) => member.links[to] ?? []);
    service.on('exited', () => {
      for (const link of links) void link.targetDied();
    });
  }
}
