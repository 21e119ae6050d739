import { IsOptionalMember } from '@sluice/contracts';
import { IsInt, Max, Min } from 'class-validator';

/** `PATCH /v1/queues/orders/limiter`: what is left out stays as it is. */
export class LimiterRequest {
  @IsOptionalMember()
  @IsInt()
  @Min(1)
  @Max(10_000)
  concurrency?: number;

  /** Orders per window over all workers; 0 for no rate. */
  @IsOptionalMember()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  rateMax?: number;

  @IsOptionalMember()
  @IsInt()
  @Min(1)
  @Max(3_600_000)
  rateWindowMs?: number;
}
