import { Setting } from '@sluice/platform';
import { IsInt, IsOptional, Max, Min, MinLength } from 'class-validator';
import { CallbackConfig } from './callbacks/callback.config';

const PORT_MAX = 65_535;
const DAY_MS = 86_400_000;

/** Everything that can be set of the order-worker; see `.env.example`. */
export class WorkerConfig extends CallbackConfig {
  @Setting({ description: "Address of the worker's health and metrics", example: '127.0.0.1' })
  @MinLength(1)
  workerHost: string = '127.0.0.1';

  @Setting({ description: "Port of the worker's health and metrics", example: 3001 })
  @IsInt()
  @Min(0)
  @Max(PORT_MAX)
  workerPort: number = 3001;

  @Setting({ description: 'Orders in flight at the backend, per worker process', example: 16 })
  @IsInt()
  @Min(1)
  @Max(10_000)
  orderConcurrency: number = 16;

  @Setting({ description: 'Members being unlinked at once, per worker process', example: 8 })
  @IsInt()
  @Min(1)
  @Max(1_000)
  unlinkConcurrency: number = 8;

  @Setting({ description: 'Orders per window over all workers; unset: no rate', example: 300 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  orderRateMax?: number;

  @Setting({ description: 'Window of ORDER_RATE_MAX in milliseconds', example: 1_000 })
  @IsInt()
  @Min(1)
  @Max(DAY_MS)
  orderRateWindowMs: number = 1_000;

  @Setting({ description: 'Milliseconds that the backend has for one call', example: 120_000 })
  @IsInt()
  @Min(1)
  @Max(3_600_000)
  backendTimeoutMs: number = 120_000;

  @Setting({
    description: 'Attempts after which an order that surely never got through fails',
    example: 8,
  })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  orderAttempts: number = 8;

  @Setting({ description: 'Milliseconds that the first retry is spread over', example: 200 })
  @IsInt()
  @Min(1)
  @Max(3_600_000)
  retryBaseMs: number = 200;

  @Setting({ description: 'Most milliseconds that a retry is spread over', example: 30_000 })
  @IsInt()
  @Min(1)
  @Max(3_600_000)
  retryCapMs: number = 30_000;

  @Setting({
    description: 'Milliseconds until an order of a worker that died is taken over',
    example: 10_000,
  })
  @IsInt()
  @Min(1_000)
  @Max(600_000)
  leaseMs: number = 10_000;

  override longestTaskMs(): number {
    return Math.max(this.backendTimeoutMs, this.callbackTimeoutMs);
  }
}
