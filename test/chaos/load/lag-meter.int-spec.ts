import { LagMeter } from './lag-meter.ts';

const block = (ms: number) => {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
};

describe('LagMeter', () => {
  const meter = new LagMeter();
  afterAll(() => meter.stop());

  it('counts the time in which nobody could look, at once', () => {
    const before = meter.read();
    block(200);
    expect(meter.read() - before).toBeGreaterThan(150);
  });
  it('counts it once', async () => {
    const before = meter.read();
    block(200);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(meter.read() - before).toBeLessThan(260);
  });
});
