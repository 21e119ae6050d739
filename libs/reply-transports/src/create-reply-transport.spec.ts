import { processLogger } from '@sluice/platform';
import { createReplyInbox } from './create-reply-transport';
import { TRANSPORTS } from './transport-registry';
import { REPLY_TRANSPORT_NAMES } from './reply-transport-name';

const SETTINGS = {
  redisUrl: 'redis://127.0.0.1:1',
  kafkaBrokers: '127.0.0.1:1',
  amqpUrl: 'amqp://127.0.0.1:1',
  clientName: 'spec',
  logger: processLogger(),
};

describe('reply transports', () => {
  it('has an entry for every name', () => {
    expect(Object.keys(TRANSPORTS).sort()).toEqual([...REPLY_TRANSPORT_NAMES].sort());
  });

  it.each(REPLY_TRANSPORT_NAMES)(
    'makes the inbox of %s, which is not ready and does nothing before it is opened',
    async (name) => {
      const inbox = await createReplyInbox(name, SETTINGS);
      expect(inbox.capabilities.crossesProcesses).toBe(name !== 'single-instance');
      expect(inbox.ready).toBe(false);
      await inbox.close();
    },
  );
});
