import { durabilityFaults, type RedisPolicy } from './durability';

const GOOD: RedisPolicy = {
  maxmemoryPolicy: 'noeviction',
  appendonly: 'yes',
  appendfsync: 'always',
  minReplicasToWrite: 1,
  connectedReplicas: 2,
};

describe('durabilityFaults', () => {
  it('finds nothing in a Redis that keeps what it is given', () => {
    for (const durability of ['always', 'everysec', 'replicated'] as const) {
      expect(durabilityFaults(durability, GOOD)).toEqual([]);
    }
  });

  it.each([
    ['always', { maxmemoryPolicy: 'allkeys-lru' }, /noeviction/],
    ['always', { appendonly: 'no' }, /appendonly yes/],
    ['always', { appendfsync: 'everysec' }, /appendfsync always/],
    ['everysec', { appendfsync: 'no' }, /appendfsync everysec/],
    ['replicated', { minReplicasToWrite: 0 }, /min-replicas-to-write/],
    ['replicated', { minReplicasToWrite: 3 }, /2 of 3/],
  ] as const)('names what breaks %s: %j', (durability, changes, expected) => {
    expect(durabilityFaults(durability, { ...GOOD, ...changes }).join(' ')).toMatch(expected);
  });

  it('takes everysec for what it is', () => {
    expect(durabilityFaults('everysec', { ...GOOD, appendfsync: 'everysec' })).toEqual([]);
  });
});
