import type { Message } from '@platformatic/kafka';

/** Headers are read as text, key and payload stay bytes until they are wanted. */
export type KafkaMessage = Message<Buffer, Buffer, string, string>;

/** Says which caller a reply is for, so that nobody has to parse a payload to find out. */
export const CORRELATION_HEADER = 'correlation-id';
