import { describeReplyTransport } from '@sluice/replies/testing';
import { JMS_SELECTOR, JmsSelectorInbox } from './jms-selector.transport';
import { jmsRig } from './testing/jms-rig';

const QUEUE = 'sluice.replies';

describeReplyTransport('jms-selector', JMS_SELECTOR.capabilities, () =>
  jmsRig(
    (url) => new JmsSelectorInbox(url, 'gateway'),
    // The queue may hold replies that nobody wants, until their time is over; links may not stay.
    async (management) => {
      const others = (await management.queues()).filter((name) => name !== QUEUE);
      const links = await management.consumersOf(QUEUE);
      return links === 0 ? others : [...others, `${links} links at ${QUEUE}`];
    },
  ),
);
