import { describeReplyTransport } from './describe-reply-transport';
import { FAKE_CAPABILITIES, type FakeInbox, FakeReplyBroker } from './fake-reply-broker';

describeReplyTransport('in memory', FAKE_CAPABILITIES, async () => {
  const broker = new FakeReplyBroker();
  return {
    createInbox: () => broker.createInbox(),
    createOutbox: () => broker.createOutbox(),
    inject: async (address, text) => broker.deliver(address, text),
    crash: (inbox) => void broker.listeners.delete((inbox as FakeInbox).address),
    leftovers: async () => [...broker.listeners.keys()],
    stop: async () => undefined,
  };
});
