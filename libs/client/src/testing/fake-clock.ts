/** For each test of a file: timers that the test turns, and pauses without chance. */
export function useFakeClock(): void {
  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
  });

  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });
}

/** Lets time pass, so many ms at once, until the work is done. */
export async function finish<T>(work: Promise<T>, stepMs = 100): Promise<T> {
  const progress = { isDone: false };
  const mark = () => (progress.isDone = true);
  work.then(mark, mark);
  while (!progress.isDone) await jest.advanceTimersByTimeAsync(stepMs);
  return work;
}
