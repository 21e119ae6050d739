import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../stack/project.ts';
import type { CaseStack, SuiteCase, SuitePlan } from '../suite.model.ts';
import { LOST_ORDERS, NO_LOCATION, NO_WAIT, NO_WORKER } from './breakages.ts';

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
  breakages: { 'lost-orders': LOST_ORDERS },
};

export const COMPLETION: SuitePlan = {
  ...gate({ rate: 20, seconds: 15, 'poll-ms': 200, p95: 400 }),
  breakages: { 'no-worker': NO_WORKER },
};

export const BRIDGE: SuitePlan = {
  ...gate({ rate: 40, seconds: 15, p95: 400 }),
  breakages: { 'no-wait': NO_WAIT },
};

export const MIXED = gate({ rate: 80, seconds: 20, p99: 250 });

const CONTRACT_SETTINGS = { SYNC_TIMEOUT_MS: '800', BRIDGE_MAX_WAIT_MS: '3000' };

interface ContractCase {
  profile: NonNullable<CaseStack['profile']>;
  env?: Record<string, string>;
  /** Settings without which the answers would be others. */
  settings?: string[];
}

const contractCase = (
  name: string,
  { profile, env = {}, settings = [] }: ContractCase,
): SuiteCase => ({
  name,
  env: { SUITE_CASE: name },
  stack: { env: { ...CONTRACT_SETTINGS, ...env }, profile },
  needs: { settings, profile: profile !== 'steady' },
  profileAfter: 'steady',
});

const failing = (kind: string) => ({ preset: 'steady', failure: { kind, rate: 1 } });
const SLOW = { latency: { kind: 'fixed', ms: 2_000 }, workers: 16 };

const KEYS = {
  API_KEYS_FILE: join(PROJECT_FOLDER, 'k6', 'fixtures', 'api-keys.json'),
  QUOTA_REQUESTS: '3',
  QUOTA_WINDOW_S: '60',
};

const FULL = { QUEUE_LIMIT: '2', SYNC_MAX_IN_FLIGHT: '1' };

/** The contract has answers that only another backend brings about; each is a case of its own. */
export const CONTRACT: SuitePlan = {
  kind: 'gate',
  options: {},
  cases: () => [
    contractCase('healthy', { profile: 'steady' }),
    contractCase('refusing', { profile: failing('400') }),
    contractCase('slow', { profile: SLOW, settings: ['SYNC_TIMEOUT_MS'] }),
    contractCase('failing', { profile: failing('500') }),
    contractCase('full', { profile: 'steady', env: FULL, settings: Object.keys(FULL) }),
    contractCase('keys', { profile: 'steady', env: KEYS, settings: Object.keys(KEYS) }),
  ],
  breakages: { 'no-location': NO_LOCATION },
};
