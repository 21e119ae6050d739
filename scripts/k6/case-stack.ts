import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { BackendLedger } from '../../bench/measure/backend-ledger.ts';
import type { Resources } from '../../bench/measure/resources.ts';
import type { AppEntries } from '../../test/chaos/cluster/build-copy.ts';
import type { Patch } from '../../test/chaos/mutants/mutant.ts';
import { patchBuild } from '../../test/chaos/mutants/patch-build.ts';
import { setProfile, startStack, type Stack, type StackOptions } from '../stack/stack.ts';
import type { Breakage, CaseStack } from './suite.model.ts';
import { WarmStack } from './warm-stack.ts';

/** Where a case finds the system that it is run against. */
export interface Place {
  gatewayUrl: string;
  /** Undefined when nobody said where the backend of somebody else's system is. */
  backendUrl: string | undefined;
  /** Undefined when the system is not ours. */
  stack: Stack | undefined;
  /** Whether the backend's behaviour is the case's to choose; of our own stack it always is. */
  isBackendLent?: boolean;
}

/** What stacks are started from, and where their data lies: on the disk, where an fsync costs. */
export interface StackGround {
  folder: string;
  /** Undefined when nothing has to be started. */
  entries: AppEntries | undefined;
}

interface RunningStack {
  wanted: CaseStack;
  patches: readonly Patch[];
  stack: Stack;
  warm: WarmStack | undefined;
}

/** Gives each case the stack it asks for; cases that ask for the same share one. */
export class CaseStacks {
  private readonly resources: Resources;
  private readonly ground: StackGround;
  private current: RunningStack | undefined;
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
    const { stack, warm } = await this.stackFor({ ...processes, env }, breakage?.patches);
    if (profile !== undefined) await setProfile(stack.backendUrl, profile);
    await warm?.prepare(stack);
    await new BackendLedger(stack.backendUrl).reset();
    await stopServices(stack, breakage?.stops);
    const [gatewayUrl = ''] = stack.gatewayUrls;
    return { gatewayUrl, backendUrl: stack.backendUrl, stack };
  }

  /** Nobody will miss its data. */
  async stop(): Promise<void> {
    await this.current?.stack.stop({ force: true });
    this.current = undefined;
  }

  private async stackFor(wanted: CaseStack, patches: readonly Patch[] = []): Promise<RunningStack> {
    if (this.current && isSame(this.current, { wanted, patches })) return this.current;
    await this.stop();
    this.started += 1;
    const { isWarm = false, ...processes } = wanted;
    const { folder } = this.ground;
    const dataDir = join(folder, `stack-${this.started}`);
    const entries = await this.entriesFor(patches);
    const warm = isWarm ? new WarmStack(folder) : undefined;
    const nodeArgs = warm ? { nodeArgs: warm.nodeArgs } : {};
    const { signal } = this.resources;
    const stack = await startStack({ ...processes, ...nodeArgs, ...entries, dataDir, signal });
    this.current = { wanted, patches, stack, warm };
    return this.current;
  }

  /** @throws StaleMutantError when the code is no longer what a patch changes */
  private async entriesFor(patches: readonly Patch[]): Promise<Pick<StackOptions, 'entries'>> {
    const { folder, entries } = this.ground;
    if (entries === undefined) return {};
    if (patches.length === 0) return { entries };
    return { entries: await patchBuild(entries, join(folder, `broken-${this.started}`), patches) };
  }
}

function isSame(
  one: Pick<RunningStack, 'wanted' | 'patches'>,
  other: Pick<RunningStack, 'wanted' | 'patches'>,
): boolean {
  return isDeepStrictEqual([one.wanted, one.patches], [other.wanted, other.patches]);
}

async function stopServices(stack: Stack, names: string | undefined): Promise<void> {
  if (names === undefined) return;
  const doomed = stack.services.filter(({ name }) => name.startsWith(names));
  await Promise.all(doomed.map((service) => service.stop({ force: true })));
}
