import type { AppName } from './project.ts';
import type { StackListener } from './stack-event.ts';

export interface StackOptions {
  /** Settings for every app, over a base that takes nothing but PATH and the like from outside. */
  env?: Record<string, string>;
  /** Settings for one kind of app, over `env`. */
  appEnv?: Partial<Record<AppName, Record<string, string>>>;
  /** Number of gateways (1). */
  gateways?: number;
  /** Number of order-workers (1). */
  workers?: number;
  /** Data and logs; a temporary folder that `stop()` removes when left out. */
  dataDir?: string;
  /** First port of each kind, further ones at + 10; free ones when left out. */
  ports?: Partial<Record<AppName, number>>;
  /** An existing Redis instead of an embedded one. */
  redisUrl?: string;
  /** Directives for the embedded Redis, such as `{ appendfsync: 'everysec' }`. */
  redisConfig?: Record<string, string>;
  /** An existing backend instead of the mock. */
  backendUrl?: string;
  /** A preset's name or a profile, set at the mock before the stack counts as started. */
  profile?: string | object;
  /** Arguments for Node itself, such as `--expose-gc`. */
  nodeArgs?: Partial<Record<AppName, string[]>>;
  /** Other files to start; stand-ins in tests of the stack itself. */
  entries?: Partial<Record<AppName, string>>;
  /** Start again what dies by itself. */
  supervised?: boolean;
  onEvent?: StackListener;
  /** Gives the start up; what runs already is stopped. */
  signal?: AbortSignal;
}
