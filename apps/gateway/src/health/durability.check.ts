import type { DurabilityWatch } from '@sluice/task-queue';
import type { HealthDetail } from '@sluice/platform';

/** `durability`: down when Redis is set up so that it may forget what a 202 promised. */
export function durabilityCheck(watch: DurabilityWatch, enforced: boolean): HealthDetail {
  return async function durability() {
    const policy = watch.durability;
    const faults = await faultsOf(watch);
    if (faults.length === 0) return { durability: { status: 'up', policy } };
    return enforced
      ? { durability: { status: 'down', policy, faults, code: 'queue-unavailable' } }
      : { durability: { status: 'up', policy, warnings: faults } };
  };
}

async function faultsOf(watch: DurabilityWatch): Promise<string[]> {
  try {
    return await watch.check();
  } catch {
    return [
      'Redis does not say how it keeps data; allow CONFIG GET and INFO, or set DURABILITY_CHECK=false.',
    ];
  }
}
