import { Setting } from '@sluice/platform';
import { TransportConfig } from '@sluice/reply-transports';
import { IsInt, Max, Min } from 'class-validator';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What can be set of the delivery of callbacks. */
export class CallbackConfig extends TransportConfig {
  @Setting({ description: 'Callbacks under way at once, per worker process', example: 16 })
  @IsInt()
  @Min(1)
  @Max(10_000)
  callbackConcurrency: number = 16;

  @Setting({ description: 'Milliseconds that a receiver has for its answer', example: 15_000 })
  @IsInt()
  @Min(1)
  @Max(600_000)
  callbackTimeoutMs: number = 15_000;

  @Setting({ description: 'Attempts after which a callback is given up', example: 10 })
  @IsInt()
  @Min(1)
  @Max(1_000)
  callbackAttempts: number = 10;

  @Setting({
    description:
      'Milliseconds that the first retry of a callback is spread over; then 4 times that',
    example: 10_000,
  })
  @IsInt()
  @Min(1)
  @Max(HOUR_MS)
  callbackRetryBaseMs: number = 10_000;

  @Setting({
    description: 'Most milliseconds that a retry of a callback is spread over',
    example: 8 * HOUR_MS,
  })
  @IsInt()
  @Min(1)
  @Max(7 * DAY_MS)
  callbackRetryCapMs: number = 8 * HOUR_MS;

  @Setting({ description: 'How long a callback is kept that was given up', example: DAY_MS })
  @IsInt()
  @Min(1)
  @Max(365 * DAY_MS)
  callbackRetentionMs: number = DAY_MS;
}
