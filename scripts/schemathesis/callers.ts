import { hash } from 'node:crypto';

/** As whom the interface is called. */
export interface Caller {
  name: string;
  /** Sent as a bearer token; nothing is sent without. */
  apiKey?: string;
}

const TESTER_KEY = 'tester-key-4d1c0a7e';
const STRANGER_KEY = 'stranger-key-9b35f2c8';

/** One who may do everything, one whom nobody knows, and one who is in the wrong place. */
export const CALLERS: readonly Caller[] = [
  { name: 'as client', apiKey: TESTER_KEY },
  { name: 'without credentials' },
  { name: 'as the wrong client', apiKey: STRANGER_KEY },
];

/** The key file of the gateway; the stranger has neither orders nor the role of operators. */
export function keyFileText(): string {
  return JSON.stringify([
    { client: 'tester', sha256: hash('sha256', TESTER_KEY), roles: ['client', 'ops'] },
    { client: 'stranger', sha256: hash('sha256', STRANGER_KEY), roles: ['client'] },
  ]);
}
