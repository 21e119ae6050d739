import { describeReplyTransport } from '@sluice/replies/testing';
import { KAFKA_PARTITION, KafkaPartitionInbox } from './kafka-partition.transport';
import { kafkaRig } from './testing/kafka-rig';

describeReplyTransport('kafka-partition', KAFKA_PARTITION.capabilities, () =>
  kafkaRig((client) => new KafkaPartitionInbox(client)),
);
