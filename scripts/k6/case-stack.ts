import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { BackendLedger } from '../../bench/measure/backend-ledger.ts';
import type { Resources } from '../../bench/measure/resources.ts';
import { setProfile, startStack, type Stack, type StackOptions } from '../stack/stack.ts';
import type { Breakage, CaseStack } from './suite.model.ts';

/** Where a case finds the system that it is run against. */
export interface Place {
  gatewayUrl: string;
  /** Undefined when nobody said where the backend of somebody else's system is. */
  backendUrl: string | undefined;
  /** Undefined when the system is not ours. */
  stack: Stack | undefined;
}

/** What stacks are started from, and where their data lies: on the disk, where an fsync costs. */
export interface StackGround {
  folder: string;
  entries: NonNullable<StackOptions['entries']>;
}

/** Gives each case the stack it asks for; cases that ask for the same share one. */
export class CaseStacks {
  private readonly resources: Resources;
  private readonly ground: StackGround;
  private current: { wanted: CaseStack; stack: Stack } | undefined;
  private started = 0;

  constructor(resources: Resources, ground: StackGround) {
    this.resources = resources;
    this.ground = ground;
    resources.keep(() => this.stop());
  }

  /** A stack as it is asked for, its ledger empty, and broken as the breakage says. */
  async provide(wanted: CaseStack, breakage: Breakage | undefined): Promise<Place> {
    const { profile, ...processes } = wanted;
    const env = { ...processes.env, ...breakage?.env };
    const stack = await this.stackFor({ ...processes, env });
    await new BackendLedger(stack.backendUrl).reset();
    if (profile !== undefined) await setProfile(stack.backendUrl, profile);
    await stopServices(stack, breakage?.stops);
    const [gatewayUrl = ''] = stack.gatewayUrls;
    return { gatewayUrl, backendUrl: stack.backendUrl, stack };
  }

  /** Nobody will miss its data. */
  async stop(): Promise<void> {
    await this.current?.stack.stop({ force: true });
    this.current = undefined;
  }

  private async stackFor(wanted: CaseStack): Promise<Stack> {
    if (this.current && isDeepStrictEqual(this.current.wanted, wanted)) return this.current.stack;
    await this.stop();
    this.started += 1;
    const { folder, entries } = this.ground;
    const dataDir = join(folder, `stack-${this.started}`);
    const { signal } = this.resources;
    const stack = await startStack({ ...wanted, entries, dataDir, signal });
    this.current = { wanted, stack };
    return stack;
  }
}

async function stopServices(stack: Stack, names: string | undefined): Promise<void> {
  if (names === undefined) return;
  const doomed = stack.services.filter(({ name }) => name.startsWith(names));
  await Promise.all(doomed.map((service) => service.stop({ force: true })));
}

const LOCAL_BACKEND = 'http://127.0.0.1:3002';

/** Somebody's running system; on this machine `npm start` has its backend at the usual port. */
export function givenPlace(env: NodeJS.ProcessEnv): Place | undefined {
  const gatewayUrl = env['BASE_URL']?.replace(/\/+$/, '');
  if (gatewayUrl === undefined || gatewayUrl === '') return undefined;
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(gatewayUrl).hostname);
  const backendUrl = env['BACKEND_URL'] ?? (isLocal ? LOCAL_BACKEND : undefined);
  return { gatewayUrl, backendUrl, stack: undefined };
}
