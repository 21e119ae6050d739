import { CALLBACK_SECRETS_PATTERN } from '@sluice/contracts';
import { IsBoolean, IsInt, IsOptional, IsUrl, Matches, Min } from 'class-validator';
import { ProcessConfig } from './process.config';
import { Setting } from './setting.decorator';

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
  orderRetentionMs: number = 86_400_000;

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
