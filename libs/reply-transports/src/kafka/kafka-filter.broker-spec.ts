import { describeReplyTransport } from '@sluice/replies/testing';
import { KAFKA_FILTER, KafkaFilterInbox } from './kafka-filter.transport';
import { kafkaRig } from './testing/kafka-rig';

describeReplyTransport('kafka-filter', KAFKA_FILTER.capabilities, () =>
  kafkaRig((client) => new KafkaFilterInbox(client)),
);
