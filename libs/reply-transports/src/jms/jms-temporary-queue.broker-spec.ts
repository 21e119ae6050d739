import { describeReplyTransport } from '@sluice/replies/testing';
import { JMS_TEMPORARY_QUEUE, JmsTemporaryQueueInbox } from './jms-temporary-queue.transport';
import { jmsRig } from './testing/jms-rig';

describeReplyTransport('jms-temporary-queue', JMS_TEMPORARY_QUEUE.capabilities, () =>
  jmsRig(
    (url) => new JmsTemporaryQueueInbox(url, 'gateway'),
    (management) => management.queues(),
  ),
);
