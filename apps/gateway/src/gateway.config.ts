import { Setting } from '@sluice/platform';
import { DURABILITIES, type Durability } from '@sluice/task-queue';
import { TransportConfig } from '@sluice/reply-transports';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min, MinLength } from 'class-validator';
import { IsLoopbackWithoutKeys } from './access/local/loopback';

const PORT_MAX = 65_535;
const DAY_MS = 86_400_000;
const MOST_QUEUED = 100_000_000;

/** Everything that can be set of the gateway; see `.env.example`. */
export class GatewayConfig extends TransportConfig {
  @Setting({ description: 'Address the gateway listens on', example: '127.0.0.1' })
  @MinLength(1)
  @IsLoopbackWithoutKeys()
  gatewayHost: string = '127.0.0.1';

  @Setting({ description: 'Port the gateway listens on', example: '3000' })
  @IsInt()
  @Min(0)
  @Max(PORT_MAX)
  gatewayPort: number = 3000;

  @Setting({
    description: 'File of the API keys; without it this machine alone is served, and without a key',
    example: 'deploy/api-keys.demo.json',
  })
  @IsOptional()
  @MinLength(1)
  apiKeysFile?: string;

  @Setting({ description: 'Orders that a client may submit per window; unset: any', example: 600 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  quotaRequests?: number;

  @Setting({ description: 'Window of QUOTA_REQUESTS in seconds', example: 60 })
  @IsInt()
  @Min(1)
  @Max(86_400)
  quotaWindowS: number = 60;

  @Setting({ description: 'Most synchronous orders in flight', example: '40' })
  @IsInt()
  @Min(1)
  @Max(100_000)
  syncMaxInFlight: number = 40;

  @Setting({ description: 'How long a synchronous order waits for the backend', example: '30000' })
  @IsInt()
  @Min(1)
  @Max(3_600_000)
  syncTimeoutMs: number = 30_000;

  @Setting({ description: 'Most orders that may be queued', example: '100000' })
  @IsInt()
  @Min(0)
  @Max(MOST_QUEUED)
  queueLimit: number = 100_000;

  @Setting({
    description:
      'Most orders of one client that may be queued; unset: half of QUEUE_LIMIT, with several partitions of its share, with API keys; no limit without',
    example: 50_000,
    fallback: (config: GatewayConfig) => usualClientLimit(config),
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_QUEUED)
  clientQueueLimit?: number;

  @Setting({
    description: 'Whether metrics are told per client too; for installations with few of them',
    example: true,
  })
  @IsBoolean()
  metricsPerClient: boolean = false;

  @Setting({ description: 'Within this time a queued order has to be begun', example: '900000' })
  @IsInt()
  @Min(1)
  @Max(30 * DAY_MS)
  orderTtlMs: number = 900_000;

  @Setting({ description: 'Largest body of an order', example: '65536' })
  @IsInt()
  @Min(1_024)
  @Max(16_777_216)
  bodyLimitBytes: number = 65_536;

  @Setting({ description: 'Longest wait that Prefer: wait is granted', example: '30000' })
  @IsInt()
  @Min(0)
  @Max(3_600_000)
  bridgeMaxWaitMs: number = 30_000;

  @Setting({
    description: 'Most streams of events, and most long polls, that are held open',
    example: '20000',
  })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  eventsMaxWatchers: number = 20_000;

  @Setting({
    description: 'How long POST /v1/orders waits for the outcome when nothing is preferred',
    example: '5000',
  })
  @IsInt()
  @Min(0)
  @Max(3_600_000)
  bridgeDefaultWaitMs: number = 5_000;

  @Setting({
    description: 'Most callers that are held for an outcome; the next is answered 202 at once',
    example: '10000',
  })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  bridgeMaxWaiting: number = 10_000;

  @Setting({
    description: 'Client whose orders those messages are; the broker decides who may send them',
    example: 'anonymous',
  })
  @Matches(/^[A-Za-z0-9._-]{1,64}$/, { message: 'must be 1 to 64 of A-Z a-z 0-9 . _ -' })
  messagingClient: string = 'anonymous';

  @Setting({
    description:
      'What a 202 means: always (on disk), everysec (nearly), replicated (on replicas too)',
    example: 'always',
  })
  @IsIn(DURABILITIES)
  durability: Durability = 'always';

  @Setting({
    description: 'Whether the gateway is unready while Redis is set up to break that promise',
    example: 'true',
  })
  @IsBoolean()
  durabilityCheck: boolean = true;

  override longestTaskMs(): number {
    return this.syncTimeoutMs;
  }
}

/** Half of the room in its partition is left to the others there; without keys there is but one client. */
function usualClientLimit(config: GatewayConfig): number | undefined {
  const { apiKeysFile, queueLimit, partitions } = config;
  return apiKeysFile === undefined
    ? undefined
    : Math.max(1, Math.ceil(queueLimit / partitions / 2));
}
