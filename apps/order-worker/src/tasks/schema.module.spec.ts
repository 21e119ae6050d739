import { SchemaError } from '@sluice/task-queue';
import { SchemaCheck } from './schema.module';

const CLOSED = new Error('Connection is closed.');
const OTHER = new SchemaError('Redis holds orders in layout 1');

describe('SchemaCheck', () => {
  const ensure = jest.fn<Promise<void>, []>();
  let stop: AbortController;
  let check: SchemaCheck;

  beforeEach(() => {
    jest.useFakeTimers();
    ensure.mockReset().mockResolvedValue();
    stop = new AbortController();
    check = new SchemaCheck({ ensure }, stop.signal);
  });
  afterEach(() => jest.useRealTimers());

  async function hasPassed(): Promise<boolean> {
    let passed = false;
    void check.passed.then(() => (passed = true));
    await jest.advanceTimersByTimeAsync(0);
    return passed;
  }

  it('passes at once where Redis answers', async () => {
    await check.begin();
    expect(await hasPassed()).toBe(true);
  });

  it('refuses a start over what is not for this process', async () => {
    ensure.mockRejectedValue(OTHER);
    await expect(check.begin()).rejects.toThrow(OTHER);
  });

  it('lets a process start without Redis, and passes when it is there', async () => {
    ensure.mockRejectedValue(CLOSED);
    await check.begin();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await hasPassed()).toBe(false);
    ensure.mockResolvedValue();
    await jest.advanceTimersByTimeAsync(500);
    expect(await hasPassed()).toBe(true);
  });

  it('rejects later, too', async () => {
    ensure.mockRejectedValueOnce(CLOSED).mockRejectedValue(OTHER);
    await check.begin();
    const outcome = expect(check.passed).rejects.toThrow(OTHER);
    await jest.advanceTimersByTimeAsync(500);
    await outcome;
  });

  it('never passes in a process that stops', async () => {
    ensure.mockRejectedValue(CLOSED);
    await check.begin();
    stop.abort();
    ensure.mockResolvedValue();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await hasPassed()).toBe(false);
  });
});
