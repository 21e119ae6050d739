import type { Logger } from '@sluice/platform';
import { createKeyFile, type KeyFile } from '../../../../../test/support/api-keys';
import { eventually } from '../../../../../test/support/eventually';
import { ApiKeys } from './api-keys';
import { KeyFileWatch } from './key-file.watch';

const OLD = { client: 'acme', key: 'old-key', roles: ['client'] };
const NEW = { client: 'acme', key: 'new-key', roles: ['client'] };

describe('the watch over the key file', () => {
  let file: KeyFile;
  let keys: ApiKeys;
  let watch: KeyFileWatch;
  const logger = { info: jest.fn(), error: jest.fn() } as unknown as jest.Mocked<Logger>;

  beforeEach(async () => {
    jest.clearAllMocks();
    file = await createKeyFile([OLD]);
    keys = new ApiKeys(file.path);
    watch = new KeyFileWatch(keys, logger);
    watch.onModuleInit();
  });
  afterEach(async () => {
    watch.onModuleDestroy();
    await file.remove();
  });

  const knows = ({ key }: { key: string }) => keys.bearer(`Bearer ${key}`) !== undefined;

  it('has it read again at SIGHUP, at once, and forgets what it has seen', async () => {
    expect([knows(OLD), knows(NEW)]).toEqual([true, false]);
    await file.write([NEW]);
    process.emit('SIGHUP');
    expect([knows(OLD), knows(NEW)]).toEqual([false, true]);
  });

  it('has it read again when it changes, be it replaced or written over', async () => {
    await file.write([NEW]);
    await eventually(() => expect([knows(OLD), knows(NEW)]).toEqual([false, true]));
    await file.write([OLD, NEW]);
    await eventually(() => expect([knows(OLD), knows(NEW)]).toEqual([true, true]));
  });

  it('keeps the earlier keys when it is bad or gone, and says why without its contents', async () => {
    for (const text of ['[{"client":"secret"}]', 'secret', '']) {
      await file.write(text);
      process.emit('SIGHUP');
      expect(knows(OLD)).toBe(true);
    }
    await file.remove();
    process.emit('SIGHUP');
    expect(knows(OLD)).toBe(true);
    expect(logger.error).toHaveBeenCalledTimes(4);
    expect(JSON.stringify(logger.error.mock.calls)).not.toContain('secret');
  });
});
