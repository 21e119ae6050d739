import type { Logger } from '@sluice/platform';
import { createKeyFile, type KeyFile } from '../../../../../test/support/api-keys';
import { ApiKeys } from './api-keys';
import type { ClientPolicy } from './client-policy';

const ACME = { client: 'acme', key: 'acme-key', roles: ['client'] };

describe('API keys', () => {
  const logger = { info: jest.fn(), error: jest.fn() } as unknown as Logger;
  let file: KeyFile;

  beforeEach(async () => void (file = await createKeyFile([{ ...ACME, weight: 3 }])));
  afterEach(() => file.remove());

  it('tell what their clients may have, now and after each change', async () => {
    const keys = new ApiKeys(file.path);
    const told: (readonly ClientPolicy[])[] = [];
    keys.onRead((policies) => told.push(policies));
    expect(keys.clientPolicies).toEqual([{ client: 'acme', weight: 3 }]);
    await file.write([{ ...ACME, maxInFlight: 2 }]);
    keys.reload(logger);
    await file.write([{ ...ACME, weight: 0 }]);
    keys.reload(logger);
    expect(told).toEqual([[{ client: 'acme', weight: 1, maxInFlight: 2 }]]);
    expect(keys.clientPolicies).toEqual(told[0]);
  });
});
