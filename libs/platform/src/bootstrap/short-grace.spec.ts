import { ProcessConfig } from '../config/process.config';
import { loadConfig } from '../config/load-config';
import type { Logger } from '../logging/logger.port';
import { warnOfShortGrace } from './short-grace';

class CallingConfig extends ProcessConfig {
  override longestTaskMs(): number {
    return 30_000;
  }
}

describe('warnOfShortGrace', () => {
  const warn = jest.fn();
  const warningsOf = (env: NodeJS.ProcessEnv): unknown[] => {
    warn.mockReset();
    warnOfShortGrace(loadConfig(CallingConfig, env), { warn } as unknown as Logger);
    return warn.mock.calls.map(([fields]: unknown[]) => fields);
  };

  it('is silent where nothing or enough is set', () => {
    expect(warningsOf({})).toEqual([]);
    expect(warningsOf({ SHUTDOWN_GRACE_MS: '35500' })).toEqual([]);
  });

  it('is silent in a process that calls nobody', () => {
    warn.mockReset();
    const config = loadConfig(ProcessConfig, { SHUTDOWN_GRACE_MS: '400' });
    warnOfShortGrace(config, { warn } as unknown as Logger);
    expect(warn).not.toHaveBeenCalled();
  });

  it('names what is set and what would fit', () => {
    expect(warningsOf({ SHUTDOWN_GRACE_MS: '35499' })).toEqual([
      { shutdownGraceMs: 35_499, fittingMs: 35_500 },
    ]);
  });
});
