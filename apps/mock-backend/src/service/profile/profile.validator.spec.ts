import { profileFaultsOf } from './profile.validator';
import type { ProfileRequest } from './profile-document';

const pointersOf = (value: unknown): string[] =>
  profileFaultsOf(value).map((fault) => fault.pointer);

const uniform = (minMs: unknown, maxMs: unknown) => ({
  latency: { kind: 'uniform', minMs, maxMs },
});
const lognormal = (members: object) => ({ latency: { kind: 'lognormal', ...members } });

describe('profileFaultsOf', () => {
  it.each<ProfileRequest>([
    {},
    { preset: 'slow' },
    {
      latency: { kind: 'fixed', ms: 50 },
      workers: 16,
      contention: null,
      failure: { kind: 'none', rate: 0, when: 'before-commit' },
    },
    { latency: { kind: 'fixed', ms: 0 }, workers: null },
    { latency: { kind: 'uniform', minMs: 5, maxMs: 5 } },
    { latency: { kind: 'lognormal', medianMs: 50, sigma: 0.5 } },
    { latency: { kind: 'lognormal', medianMs: 50, p99Ms: 400 } },
    { contention: { above: 50, floor: 0.15, exponent: 4 } },
    { failure: { kind: 'huge' } },
    { failure: { kind: '429', rate: 0.5, when: 'after-commit' } },
  ])('takes %j', (profile) => {
    expect(profileFaultsOf(profile)).toEqual([]);
  });

  it.each<[unknown, string[]]>([
    [null, ['']],
    [[], ['']],
    [{ surprise: 1 }, ['/surprise']],
    [{ 'a/b~c': 1 }, ['/a~1b~0c']],
    [{ preset: 'nope' }, ['/preset']],
    [{ latency: null }, ['/latency']],
    [{ latency: {} }, ['/latency']],
    [{ latency: { kind: 'bimodal' } }, ['/latency']],
    [{ latency: { kind: 'fixed' } }, ['/latency/ms']],
    [{ latency: { kind: 'fixed', ms: '50' } }, ['/latency/ms']],
    [{ latency: { kind: 'fixed', ms: -1 } }, ['/latency/ms']],
    [{ latency: { kind: 'fixed', ms: 50, minMs: 1 } }, ['/latency/minMs']],
    [uniform(5, 4), ['/latency/maxMs']],
    [uniform(5, 1e9), ['/latency/maxMs']],
    [uniform('5', 6), ['/latency/minMs', '/latency/maxMs']],
    [lognormal({ medianMs: 0, sigma: 1 }), ['/latency/medianMs']],
    [lognormal({ medianMs: 50 }), ['/latency']],
    [lognormal({ medianMs: 50, sigma: 1, p99Ms: 60 }), ['/latency']],
    [lognormal({ medianMs: 50, p99Ms: 49 }), ['/latency/p99Ms']],
    [{ workers: 0 }, ['/workers']],
    [{ workers: 1.5 }, ['/workers']],
    [
      { contention: { above: 0, floor: 0, exponent: -1 } },
      ['above', 'floor', 'exponent'].map((m) => `/contention/${m}`),
    ],
    [{ contention: {} }, ['above', 'floor', 'exponent'].map((m) => `/contention/${m}`)],
    [{ failure: null }, ['/failure']],
    [{ failure: { rate: 1 } }, ['/failure/kind']],
    [{ failure: { kind: '418' } }, ['/failure/kind']],
    [{ failure: { kind: '500', rate: 1.01 } }, ['/failure/rate']],
    [{ failure: { kind: '500', when: 'sometime' } }, ['/failure/when']],
  ])('refuses %j', (profile, pointers) => {
    expect(pointersOf(profile)).toEqual(pointers);
  });
});
