import { LineOutput } from './standard-output';

class SlowReader {
  text = '';
  writableLength = 0;
  failed = (): void => undefined;

  write(text: string): void {
    this.text += text;
    this.writableLength += text.length;
  }

  on(_event: 'error', listener: () => void): void {
    this.failed = listener;
  }
}

describe('LineOutput', () => {
  let reader: SlowReader;
  let output: LineOutput;

  beforeEach(() => {
    jest.useFakeTimers();
    reader = new SlowReader();
    output = new LineOutput(reader, 10);
  });

  afterEach(() => jest.useRealTimers());

  it('drops whole lines for a reader that stalls, and tells how many', () => {
    for (const line of ['first line\n', 'gone\n', 'gone too\n']) output.write(line);
    expect(reader.text).toBe('first line\n');
    output.write('still full\n');
    reader.writableLength = 0;
    output.write('again\n');
    expect(reader.text).toBe(
      'first line\n{"level":"warn","lines":3,"msg":"log lines dropped"}\nagain\n',
    );
  });

  it('flushes for as long as the reader takes something', async () => {
    reader.writableLength = 100;
    const steps = setInterval(() => (reader.writableLength -= 10), 900);
    let flushed = false;
    const flushing = output.flush(1_000).then(() => (flushed = true));
    await jest.advanceTimersByTimeAsync(8_900);
    expect(flushed).toBe(false);
    await jest.advanceTimersByTimeAsync(200);
    clearInterval(steps);
    await flushing;
    expect(reader.writableLength).toBe(0);
  });

  it('gives a reader up that takes nothing', async () => {
    reader.writableLength = 100;
    const flushing = output.flush(1_000);
    await jest.advanceTimersByTimeAsync(1_010);
    await expect(flushing).resolves.toBeUndefined();
  });

  it('survives a reader that is gone', () => {
    expect(() => reader.failed()).not.toThrow();
  });
});
