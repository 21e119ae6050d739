import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ownCallbackSecret } from './callback-secret.ts';
import { httpRequest } from './http-request.ts';
import { cleanEnvironment } from './clean-environment.ts';
import type { StackOptions } from './stack-options.ts';
import { planServices, type StackPlan } from './stack-plan.ts';
import { StartAttempt } from './start-attempt.ts';
import { recordRuns } from './run-records.ts';
import type { Service } from './service.ts';
import type { StackEvent, StackListener } from './stack-event.ts';
import { supervise } from './supervision.ts';

export type { StackOptions };

export interface Stack {
  readonly gatewayUrls: string[];
  readonly workerUrls: string[];
  readonly backendUrl: string;
  readonly redisUrl: string;
  readonly dataDir: string;
  /** Every process in the order in which they were started. */
  readonly services: Service[];
  /** One process by name: `gateway`, `order-worker-2`, `redis`. @throws Error for an unknown name */
  service(name: string): Service;
  /** Drains gateways, workers, backend, then stops Redis; `force` kills. May be called again. */
  stop(options?: { force?: boolean }): Promise<void>;
}

/**
 * Starts Redis and the three apps as processes and resolves when all are ready.
 *
 * @throws ServiceStartError when one is not; nothing is left running then
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const isTemporary = options.dataDir === undefined;
  const dataDir = resolve(options.dataDir ?? (await mkdtemp(join(tmpdir(), 'sluice-stack-'))));
  const own = { CALLBACK_SECRET: await ownCallbackSecret(dataDir) };
  const env = environmentOf({ ...options, env: { ...own, ...options.env } });
  const plan = await planServices({ ...options, dataDir, env });
  const stack = new RunningStack(plan, dataDir, isTemporary, options.onEvent ?? (() => undefined));
  try {
    await stack.start(options.signal);
    if (options.profile !== undefined) await setProfile(stack.backendUrl, options.profile);
  } catch (error) {
    await stack.stop({ force: true });
    throw error;
  }
  if (options.supervised) stack.supervise();
  return stack;
}

/** No load balancer stands before a stack on one machine that would have to notice a drain. */
const LOCAL_DEFAULTS = { SHUTDOWN_DELAY_MS: '0' };

/** Nobody waits for the orders of a stack that is there for a trial. */
const TRIAL_DEFAULTS = { SHUTDOWN_GRACE_MS: '10000' };

function environmentOf({ env, supervised }: StackOptions): Record<string, string> {
  return cleanEnvironment({ ...LOCAL_DEFAULTS, ...(supervised ? {} : TRIAL_DEFAULTS), ...env });
}

/** Sets the mock backend's behaviour: a preset's name or a whole profile. */
export async function setProfile(backendUrl: string, profile: string | object): Promise<void> {
  const { status, body } = await httpRequest(`${backendUrl}/profile`, {
    method: 'PUT',
    json: profile,
  });
  if (status >= 300) throw new Error(`the backend refused the profile: ${status} ${body}`);
}

class RunningStack implements Stack {
  readonly gatewayUrls: string[];
  readonly workerUrls: string[];
  readonly backendUrl: string;
  readonly redisUrl: string;
  readonly services: Service[];
  readonly dataDir: string;
  private readonly plan: StackPlan;
  private readonly isTemporary: boolean;
  private readonly listener: StackListener;
  private readonly ending = new AbortController();

  constructor(plan: StackPlan, dataDir: string, isTemporary: boolean, listener: StackListener) {
    this.plan = plan;
    this.dataDir = dataDir;
    this.isTemporary = isTemporary;
    this.listener = listener;
    this.gatewayUrls = plan.gateways.map(({ url }) => url);
    this.workerUrls = plan.workers.map(({ url }) => url);
    this.backendUrl = plan.backendUrl;
    this.redisUrl = plan.redisUrl;
    this.services = [...plan.redis, ...plan.backends, ...plan.workers, ...plan.gateways];
    recordRuns(this.services, dataDir);
  }

  /** Redis first, for everybody needs it; the apps together, for they do not wait for each other. */
  async start(signal?: AbortSignal): Promise<void> {
    const { redis, backends, workers, gateways } = this.plan;
    await this.startAll(redis, signal);
    await this.startAll([...backends, ...workers, ...gateways], signal);
  }

  service(name: string): Service {
    const found = this.services.find((service) => service.name === name);
    if (!found) throw new Error(`no service ${name} in this stack`);
    return found;
  }

  supervise(): void {
    for (const service of this.services) {
      void supervise(service, this.listener, this.ending.signal);
    }
  }

  async stop({ force = false } = {}): Promise<void> {
    this.ending.abort();
    const { gateways, workers, backends, redis } = this.plan;
    for (const stage of force ? [this.services] : [gateways, workers, backends, redis]) {
      await Promise.all(stage.map((service) => this.stopOne(service, force)));
    }
    if (this.isTemporary) await rm(this.dataDir, { recursive: true, force: true });
  }

  private async startAll(services: Service[], signal?: AbortSignal): Promise<void> {
    const attempt = new StartAttempt(signal);
    await Promise.all(
      services.map((service) => attempt.add(this.startOne(service, attempt.signal))),
    );
    attempt.conclude();
  }

  private async startOne(service: Service, signal?: AbortSignal): Promise<void> {
    const startedAt = performance.now();
    this.tell({ kind: 'starting', service });
    await service.start(signal);
    this.tell({ kind: 'ready', service, tookMs: performance.now() - startedAt });
  }

  private async stopOne(service: Service, force: boolean): Promise<void> {
    const wasRunning = service.running;
    if (wasRunning) this.tell({ kind: 'stopping', service });
    await service.stop({ force });
    if (wasRunning) this.tell({ kind: 'stopped', service });
  }

  private tell(event: StackEvent): void {
    this.listener(event);
  }
}
