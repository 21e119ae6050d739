import { readHealth } from './gateway-health';

const DETAILS = {
  queue: {
    status: 'up',
    queued: 7,
    processing: 16,
    oldestAgeMs: 1_200,
    drainPerSecond: 15.9,
    paused: false,
  },
  syncPool: { status: 'down', inUse: 40, capacity: 40 },
  workers: { status: 'up', count: 2 },
  backendBreaker: { status: 'up', states: ['closed', 'closed'] },
};

describe('what the health of a gateway tells', () => {
  it('is read from the answer, and from a problem that carries it', () => {
    const read = readHealth(200, { status: 'ok', details: DETAILS });
    expect(read).toEqual({
      isWell: true,
      queued: 7,
      processing: 16,
      oldestAgeMs: 1_200,
      drainPerSecond: 15.9,
      isPaused: false,
      syncInUse: 40,
      syncCapacity: 40,
      workers: 2,
      breakers: ['closed'],
    });
    const problem = { code: 'gateway-saturated', details: DETAILS };
    expect(readHealth(503, problem)).toEqual({ ...read, isWell: false });
  });

  it.each([undefined, null, 'gateway', {}, { details: null }, { details: { queue: 'gone' } }])(
    'bears what it does not know: %j',
    (body) => {
      expect(readHealth(503, body)).toMatchObject({ isWell: false, queued: undefined });
    },
  );
});
