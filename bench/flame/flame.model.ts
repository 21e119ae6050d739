import type { AppName } from '../../scripts/stack/project.ts';
import type { FlameFrame } from './flame-tree.ts';

/** One app under one load, profiled. */
export interface FlameRun {
  app: AppName;
  /** What the app did meanwhile, for people. */
  doing: string;
  orders: number;
  seconds: number;
  /** CPU time of the process per order, all threads, by the kernel's count. */
  cpuUsPerOrder: number;
  tree: FlameFrame;
}
