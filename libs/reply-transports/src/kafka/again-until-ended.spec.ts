import { AgainUntilEnded } from './again-until-ended';

const AT_ONCE_MS = 1;
const NEVER_MS = 3_600_000;

describe('what is done again until it is ended', () => {
  it('goes on after steps that fail, and not after its end', async () => {
    let steps = 0;
    const third = Promise.withResolvers<undefined>();
    const again = new AgainUntilEnded(() => {
      steps += 1;
      if (steps === 3) third.resolve(undefined);
      return Promise.reject(new Error('fell over'));
    }, AT_ONCE_MS);
    await third.promise;
    await again.end(() => undefined);
    const stepsAtTheEnd = steps;
    await new Promise((resolve) => setTimeout(resolve, 5 * AT_ONCE_MS));
    expect(steps).toBe(stepsAtTheEnd);
  });

  it('tells the step that is under way, and waits until it is over', async () => {
    const cut = Promise.withResolvers<undefined>();
    let wasTold = false;
    const again = new AgainUntilEnded(async (signal) => {
      await cut.promise;
      wasTold = signal.aborted;
    }, NEVER_MS);
    await again.end(() => {
      cut.resolve(undefined);
      return Promise.reject(new Error('nothing to cut short'));
    });
    expect(wasTold).toBe(true);
  });

  it('does not wait for its pause to end', async () => {
    const again = new AgainUntilEnded(() => Promise.resolve(), NEVER_MS);
    await again.end(() => undefined);
    await again.end(() => undefined);
  });
});
