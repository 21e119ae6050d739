import { setTimeout as pause } from 'node:timers/promises';
import { ownCallbackSecret } from '../../scripts/stack/callback-secret.ts';
import { cleanEnvironment } from '../../scripts/stack/clean-environment.ts';
import type { Service } from '../../scripts/stack/service.ts';
import { planServices } from '../../scripts/stack/stack-plan.ts';
import { cpuTimeUs } from '../measure/process-cpu.ts';
import { readMemory } from '../measure/process-memory.ts';
import type { Resources } from '../measure/resources.ts';
import type { ProcessStart } from './start.model.ts';

type Started = Pick<ProcessStart, 'name' | 'readyMs' | 'cpuMs'> & { pid: number };

/**
 * Starts Redis and the three apps one after the other, each on an otherwise idle machine, lets them
 * rest and looks at their memory. All of them are stopped again.
 */
export async function measureStart(
  resources: Resources,
  { round, restSeconds }: { round: number; restSeconds: number },
): Promise<ProcessStart[]> {
  const services = await plannedServices(await resources.folder());
  resources.keep(() => stopAll(services));
  const started: Started[] = [];
  for (const service of services) started.push(await start(service, resources.signal));
  await pause(restSeconds * 1_000, undefined, { signal: resources.signal });
  const measured = started.map(({ pid, ...one }) => ({ ...one, round, ...readMemory(pid) }));
  await stopAll(services);
  return measured;
}

/** As `npm start` would run them, in the order in which they need each other. */
async function plannedServices(dataDir: string): Promise<Service[]> {
  const CALLBACK_SECRET = await ownCallbackSecret(dataDir);
  const env = cleanEnvironment({ SHUTDOWN_DELAY_MS: '0', CALLBACK_SECRET });
  const { redis, backends, workers, gateways } = await planServices({ dataDir, env });
  return [...redis, ...backends, ...workers, ...gateways];
}

async function start(service: Service, signal: AbortSignal): Promise<Started> {
  const startedAtMs = performance.now();
  await service.start(signal);
  const readyMs = performance.now() - startedAtMs;
  const { name, pid = 0 } = service;
  return { name, pid, readyMs, cpuMs: cpuTimeUs(pid) / 1_000 };
}

async function stopAll(services: readonly Service[]): Promise<void> {
  await Promise.all(services.map((service) => service.stop({ force: true })));
}
