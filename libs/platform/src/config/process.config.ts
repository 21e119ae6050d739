import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { FAILPOINTS_SETTING_PATTERN } from '../failpoints/failpoint';
import { Setting } from './setting.decorator';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Settings that every process has; an app's config class extends it. */
export class ProcessConfig {
  @Setting({ description: 'Lowest level that is logged', example: 'info' })
  @IsIn(LOG_LEVELS)
  logLevel: LogLevel = 'info';

  @Setting({
    description: 'Milliseconds from SIGTERM to exit at the latest; what hangs is cut',
    example: 10_000,
  })
  @IsInt()
  @Min(100)
  @Max(600_000)
  shutdownGraceMs: number = 10_000;

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
}
