import { isMessageDestination, readMessageAddress, writeMessageAddress } from './message-address';

describe('message addresses', () => {
  it.each(['my-answers', '_INBOX.Xy9.7', 'amq.rabbitmq.reply-to.g1h2A/b+c==', '%41'])(
    'carry %s in one word and give it back',
    (destination) => {
      expect(isMessageDestination(destination)).toBe(true);
      const url = writeMessageAddress({ broker: 'nats', destination });
      expect(url).toMatch(/^message:\/\/\S+$/);
      expect(readMessageAddress(url)).toEqual({ broker: 'nats', destination });
    },
  );

  it.each(['', 'two words', 'grüße', 'line\nfeed', 'x'.repeat(256)])(
    'are not made of %j',
    (text) => {
      expect(isMessageDestination(text)).toBe(false);
    },
  );

  it.each(['https://example.org/', 'message://carrier-pigeon/x', 'message://kafka/'])(
    'are not read from %s',
    (url) => {
      expect(readMessageAddress(url)).toBeNull();
    },
  );
});
