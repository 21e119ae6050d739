import { setTimeout as sleep } from 'node:timers/promises';
import type { TcpLink } from '../proxy/tcp-link.ts';
import type { Service } from '../../../scripts/stack/service.ts';
import type { FailpointFile } from './failpoint-file.ts';

export type MemberKind = 'gateway' | 'worker' | 'backend' | 'redis';

/** One process of the system under test, with what can be done to it. */
export interface Member {
  readonly name: string;
  readonly kind: MemberKind;
  readonly service: Service;
  /** Its own ways to the servers that it needs. */
  readonly links: Partial<Record<'redis' | 'backend', TcpLink>>;
  readonly failpoints?: FailpointFile;
}

const BACK_WITHIN_MS = 15_000;
const LOOK_INTERVAL_MS = 50;

/** Resolves to true when the member's process ends, to false when `withinMs` are over first. */
export function dies({ service }: Member, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (died: boolean) => {
      clearTimeout(timer);
      service.off('exited', onExit);
      resolve(died);
    };
    const onExit = () => end(true);
    const timer = setTimeout(() => end(false), withinMs);
    service.once('exited', onExit);
  });
}

/** Resolves when the member serves, or when that has taken too long to wait for. */
export async function isBack({ service }: Member): Promise<void> {
  const deadlineMs = performance.now() + BACK_WITHIN_MS;
  while (performance.now() < deadlineMs) {
    if (service.running && (await service.spec.isReady())) return;
    await sleep(LOOK_INTERVAL_MS);
  }
}
