import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { FAILPOINTS_SETTING_PATTERN } from '../failpoints/failpoint';
import { Setting } from './setting.decorator';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

const USUAL_GRACE_MS = 10_000;

/** To write down and answer what ended last, and to close. */
const WINDING_UP_MS = 5_000;

/** Settings that every process has; an app's config class extends it. */
export class ProcessConfig {
  @Setting({ description: 'Lowest level that is logged', example: 'info' })
  @IsIn(LOG_LEVELS)
  logLevel: LogLevel = 'info';

  @Setting({
    description:
      'Milliseconds from SIGTERM to exit at the latest; what hangs is cut. Unset: what fits BACKEND_TIMEOUT_MS (worker), SYNC_TIMEOUT_MS (gateway)',
    example: 60_000,
    fallback: (config: ProcessConfig) => Math.max(USUAL_GRACE_MS, config.fittingGraceMs()),
  })
  @IsOptional()
  @IsInt()
  @Min(100)
  @Max(4_000_000)
  shutdownGraceMs!: number;

  @Setting({
    description:
      'Milliseconds between becoming unready and refusing connections, for balancers to notice',
    example: 500,
  })
  @IsInt()
  @Min(0)
  @Max(60_000)
  shutdownDelayMs: number = 500;

  @Setting({
    description: 'For tests of failure only: where this process kills or blocks itself',
    example: 'after-pop=kill@7',
  })
  @IsOptional()
  @Matches(FAILPOINTS_SETTING_PATTERN)
  sluiceFailpoints?: string;

  /** Longest that one thing may be under way in this process, in ms; each app says its own. */
  longestTaskMs(): number {
    return 0;
  }

  /** Grace time within which whatever was begun before SIGTERM ends by itself, in ms. */
  fittingGraceMs(): number {
    return this.shutdownDelayMs + this.longestTaskMs() + WINDING_UP_MS;
  }
}
