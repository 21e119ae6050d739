import type { SubmitAnswer } from '../measure/order-client.ts';
import { submitUntilTaken, type Intake } from './order-submission.ts';

const LOCATION = '/v1/orders/1';

function answer(status: number, retryAfterS?: number): SubmitAnswer {
  return { status, location: LOCATION, retryAfterS };
}

/** Answers one after the other; a connection that fails is an Error. */
function intakeOf(
  answers: (SubmitAnswer | Error)[],
  statuses: (string | undefined)[] = [],
): Intake {
  return {
    submit: async () => {
      const next = answers.shift();
      if (!next || next instanceof Error) throw next ?? new Error('asked once too often');
      return next;
    },
    orderStatus: async () => statuses.shift(),
  };
}

function clock() {
  const pauses: number[] = [];
  let nowMs = 0;
  return {
    pauses,
    nowMs: () => nowMs,
    pause: async (ms: number) => {
      pauses.push(ms);
      nowMs += ms;
    },
  };
}

describe('submitUntilTaken', () => {
  it('is done with the first answer that takes the order', async () => {
    const taken = await submitUntilTaken(intakeOf([answer(202)]), 'async', '{}', clock());
    expect(taken).toEqual({ latencyMs: 0, failures: 0, location: LOCATION });
  });

  it('retries what may pass, counts each failed attempt and the time that it cost', async () => {
    const answers = [new Error('reset'), answer(503, 0), answer(504, 7), answer(200)];
    const time = clock();
    const taken = await submitUntilTaken(intakeOf(answers), 'sync', '{}', time);
    expect(taken.failures).toBe(3);
    expect(time.pauses).toEqual([100, 0, 1_000]);
    expect(taken.latencyMs).toBe(1_100);
  });

  it('follows its own order after a duplicate that it caused itself', async () => {
    const intake = intakeOf([answer(504), answer(409)], ['processing', 'completed']);
    const taken = await submitUntilTaken(intake, 'sync', '{}', clock());
    expect(taken.failures).toBe(1);
    expect(taken.latencyMs).toBe(150);
  });

  it('does not take the failure of the followed order for success', async () => {
    const intake = intakeOf([answer(504), answer(409)], ['processing', 'failed']);
    await expect(submitUntilTaken(intake, 'sync', '{}', clock())).rejects.toThrow(/failed/);
  });

  it('does not hide that a fresh order met a duplicate, or was refused', async () => {
    const submit = (status: number) =>
      submitUntilTaken(intakeOf([answer(status)]), 'sync', '{}', clock());
    await expect(submit(409)).rejects.toThrow(/409/);
    await expect(submit(400)).rejects.toThrow(/400/);
  });

  it('does not take a 202 of the sync endpoint for saved', async () => {
    await expect(submitUntilTaken(intakeOf([answer(202)]), 'sync', '{}', clock())).rejects.toThrow(
      /202/,
    );
  });
});
