/** The brokers over which clients may speak messages. */
export const MESSAGING_BROKERS = ['rabbitmq', 'nats', 'kafka'] as const;

export type MessagingBroker = (typeof MESSAGING_BROKERS)[number];

/** A client's response destination: a queue, subject or topic of a broker. */
export interface MessageAddress {
  broker: MessagingBroker;
  destination: string;
}

const SCHEME = 'message:';

/** What brokers take as a name, whichever it is: printable ASCII without spaces. */
const DESTINATION_PATTERN = /^[\x21-\x7e]{1,255}$/;

/** Whether a text can name a response destination; says nothing about whether there is one. */
export function isMessageDestination(text: string): boolean {
  return DESTINATION_PATTERN.test(text);
}

/** The address as a URL, one word, which an order's record keeps where else a callback URL stands. */
export function writeMessageAddress({ broker, destination }: MessageAddress): string {
  return `${SCHEME}//${broker}/${encodeURIComponent(destination)}`;
}

/** Reads such a URL; null for every other one. */
export function readMessageAddress(url: string): MessageAddress | null {
  const [, name = '', encoded = ''] = /^message:\/\/([a-z]+)\/(\S+)$/.exec(url) ?? [];
  const broker = MESSAGING_BROKERS.find((it) => it === name);
  return broker === undefined ? null : { broker, destination: decodeURIComponent(encoded) };
}
