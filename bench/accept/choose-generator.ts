import { autocannonGenerator } from './autocannon.generator.ts';
import type { LoadGenerator } from './load-generator.ts';
import { wrkGenerator } from './wrk.generator.ts';

/** wrk where it is installed, as it costs the machine least; else autocannon, which always is. */
export function chooseGenerator(): LoadGenerator {
  return wrkGenerator() ?? autocannonGenerator();
}
