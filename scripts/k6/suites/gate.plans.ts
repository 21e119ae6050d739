import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../stack/project.ts';
import type { CaseStack, SuiteCase, SuitePlan } from '../suite.model.ts';

/** 16 at once, 50 ms each: 320 orders a second. */
const USUAL = { env: { ORDER_CONCURRENCY: '16' }, profile: 'steady' };

const gate = (options: Record<string, number>): SuitePlan => ({
  kind: 'gate',
  options,
  cases: () => [{ name: '', stack: USUAL }],
});

export const SMOKE = gate({ rounds: 3 });

/** At higher rates the backend cannot follow; it is not what is asked about. */
export const ACCEPT: SuitePlan = {
  ...gate({ rate: 300, seconds: 20, p99: 100 }),
  cases: () => [{ name: '', stack: USUAL, profileAfter: 'unbounded' }],
};

export const COMPLETION: SuitePlan = {
  ...gate({ rate: 20, seconds: 15, 'poll-ms': 200, p95: 400 }),
  breakages: {
    'no-worker': { what: 'no order-worker runs', stops: 'order-worker' },
  },
};

export const BRIDGE = gate({ rate: 40, seconds: 15, p95: 400 });

export const MIXED = gate({ rate: 80, seconds: 20, p99: 250 });

const CONTRACT_SETTINGS = { SYNC_TIMEOUT_MS: '800', BRIDGE_MAX_WAIT_MS: '3000' };

const contractCase = (name: string, profile: CaseStack['profile'], env = {}): SuiteCase => ({
  name,
  env: { SUITE_CASE: name },
  stack: { env: { ...CONTRACT_SETTINGS, ...env }, ...(profile ? { profile } : {}) },
  profileAfter: 'steady',
});

const failing = (kind: string) => ({ preset: 'steady', failure: { kind, rate: 1 } });
const SLOW = { latency: { kind: 'fixed', ms: 2_000 }, workers: 16 };

const KEYS = {
  API_KEYS_FILE: join(PROJECT_FOLDER, 'k6', 'fixtures', 'api-keys.json'),
  QUOTA_REQUESTS: '3',
  QUOTA_WINDOW_S: '60',
};

/** The contract has answers that only another backend brings about; each is a case of its own. */
export const CONTRACT: SuitePlan = {
  kind: 'gate',
  options: {},
  cases: () => [
    contractCase('healthy', 'steady'),
    contractCase('refusing', failing('400')),
    contractCase('slow', SLOW),
    contractCase('failing', failing('500')),
    contractCase('keys', 'steady', KEYS),
  ],
};
