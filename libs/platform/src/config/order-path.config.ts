import { CALLBACK_SECRETS_PATTERN } from '@sluice/contracts';
import { IsBoolean, IsInt, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';
import { IsAtLeast } from './is-at-least.decorator';
import { ProcessConfig } from './process.config';
import { Setting } from './setting.decorator';

const YEAR_MS = 365 * 86_400_000;

/** What every process on an order's path has to be told alike, gateways and workers. */
export class OrderPathConfig extends ProcessConfig {
  @Setting({ description: 'Redis that holds records and queue', example: 'redis://127.0.0.1:6379' })
  @IsUrl({ protocols: ['redis', 'rediss'], require_tld: false, require_protocol: true })
  redisUrl: string = 'redis://127.0.0.1:6379';

  @Setting({ description: 'The backend that orders go to', example: 'http://127.0.0.1:3002' })
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  backendUrl: string = 'http://127.0.0.1:3002';

  @Setting({ description: 'How long an order that ended stays readable', example: 86_400_000 })
  @IsInt()
  @Min(1)
  @Max(YEAR_MS)
  orderRetentionMs: number = 86_400_000;

  @Setting({
    description: 'Parts that the queue in Redis has; fixed at the first start',
    example: 1,
  })
  @IsInt()
  @Min(1)
  @Max(256)
  partitions: number = 1;

  @Setting({
    description:
      'Most orders at the backend at once, of all workers and synchronous calls together, at least PARTITIONS; unset: no cap',
    example: 64,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  @IsAtLeast('partitions')
  backendConcurrency?: number;

  @Setting({
    description:
      'Signs callbacks, as Standard Webhooks writes it; several for rotation; unset: no callbacks',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    secret: true,
  })
  @IsOptional()
  @Matches(CALLBACK_SECRETS_PATTERN, { message: 'must be whsec_ and base64, several by spaces' })
  callbackSecret?: string;

  @Setting({
    description: 'Whether callbacks may go to private and loopback addresses; for local use only',
    example: false,
  })
  @IsBoolean()
  callbackAllowPrivate: boolean = false;
}
