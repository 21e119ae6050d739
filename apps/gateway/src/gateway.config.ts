import { Setting, ProcessConfig } from '@sluice/platform';
import { DURABILITIES, type Durability } from '@sluice/order-lifecycle';
import { IsBoolean, IsIn, IsInt, IsUrl, Max, Min, MinLength } from 'class-validator';

const PORT_MAX = 65_535;

/** Everything that can be set of the gateway; see `.env.example`. */
export class GatewayConfig extends ProcessConfig {
  @Setting({ description: 'Address the gateway listens on', example: '127.0.0.1' })
  @MinLength(1)
  gatewayHost: string = '127.0.0.1';

  @Setting({ description: 'Port the gateway listens on', example: '3000' })
  @IsInt()
  @Min(0)
  @Max(PORT_MAX)
  gatewayPort: number = 3000;

  @Setting({ description: 'Redis that holds records and queue', example: 'redis://127.0.0.1:6379' })
  @IsUrl({ protocols: ['redis', 'rediss'], require_tld: false, require_protocol: true })
  redisUrl: string = 'redis://127.0.0.1:6379';

  @Setting({ description: 'The backend that orders go to', example: 'http://127.0.0.1:3002' })
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  backendUrl: string = 'http://127.0.0.1:3002';

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
  queueLimit: number = 100_000;

  @Setting({ description: 'Within this time a queued order has to be begun', example: '900000' })
  @IsInt()
  @Min(1)
  orderTtlMs: number = 900_000;

  @Setting({ description: 'How long an order that ended stays readable', example: '86400000' })
  @IsInt()
  @Min(1)
  orderRetentionMs: number = 86_400_000;

  @Setting({ description: 'Largest body of an order', example: '65536' })
  @IsInt()
  @Min(1_024)
  bodyLimitBytes: number = 65_536;

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
}
