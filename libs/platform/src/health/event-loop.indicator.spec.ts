import { HealthIndicatorService } from '@nestjs/terminus';
import { EventLoopHealthIndicator } from './event-loop.indicator';

describe('EventLoopHealthIndicator', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance'] }));
  afterEach(() => jest.useRealTimers());

  it('tells delay and use of the last window, and leaves no timer', async () => {
    const indicator = new EventLoopHealthIndicator(new HealthIndicatorService());
    indicator.onModuleInit();
    expect(indicator.check()).toEqual({
      eventLoop: { status: 'up', delayP99Ms: 0, utilization: 0 },
    });
    const busyUntilMs = performance.now() + 20;
    while (performance.now() < busyUntilMs);
    await jest.advanceTimersByTimeAsync(5_000);
    const { eventLoop } = indicator.check();
    expect(eventLoop?.['utilization']).toBeGreaterThan(0);
    expect(eventLoop?.['utilization']).toBeLessThanOrEqual(1);
    expect(eventLoop?.['delayP99Ms']).toBeGreaterThanOrEqual(0);
    indicator.onModuleDestroy();
    expect(jest.getTimerCount()).toBe(0);
  });
});
