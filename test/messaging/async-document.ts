interface Reference {
  $ref: string;
}

/** A channel of the served document. */
export interface ServedChannel {
  address: string | null;
  servers: Reference[];
  parameters?: Record<string, { enum?: string[] }>;
  messages: Record<string, Reference>;
}

/** An example of a message. */
export interface ServedExample {
  headers?: Record<string, string>;
  payload: Record<string, unknown>;
}

/** A message of the served document. */
export interface ServedMessage {
  contentType?: string;
  headers?: { properties?: Record<string, object> };
  payload: object;
  examples?: ServedExample[];
}

/** An operation of the served document. */
export interface ServedOperation {
  action: 'send' | 'receive';
  channel: Reference;
  messages: Reference[];
  reply?: { address: { location: string }; channel: Reference };
}

/** The AsyncAPI document, as far as the tests read it. */
export interface AsyncDocument {
  channels: Record<string, ServedChannel>;
  operations: Record<string, ServedOperation>;
  components: { messages: Record<string, ServedMessage>; schemas: Record<string, object> };
}

/** What a gateway serves. */
export async function servedAsyncDocument(gatewayUrl: string): Promise<AsyncDocument> {
  const response = await fetch(`${gatewayUrl}/docs/asyncapi.json`);
  return (await response.json()) as AsyncDocument;
}

/** The last word of a reference. */
export function nameIn(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

/** What fits a channel's address; nothing does where each message tells it anew. */
export function addressPattern({ address, parameters = {} }: ServedChannel): RegExp {
  if (address === null) return /(?!)/;
  const parts = address.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return literally(part);
    const values = parameters[part]?.enum?.map(literally) ?? ['.+'];
    return `(?:${values.join('|')})`;
  });
  return new RegExp(`^${parts.join('')}$`);
}

function literally(text: string): string {
  return text.replaceAll(/[^\w ]/g, '\\$&');
}

/** How orders are submitted, by the document. */
export interface Submissions {
  channel: string;
  answersChannel: string;
  address: string;
  replyHeader: string;
  examples: ServedExample[];
}

/** The submissions that the document gives as examples, and the header that says where answers go. */
export function submissionsIn(document: AsyncDocument): Submissions {
  const operation = Object.values(document.operations).find(({ reply }) => reply !== undefined)!;
  const [message = { $ref: '' }] = operation.messages;
  return {
    channel: nameIn(operation.channel.$ref),
    answersChannel: nameIn(operation.reply!.channel.$ref),
    address: document.channels[nameIn(operation.channel.$ref)]!.address!,
    replyHeader: nameIn(operation.reply!.address.location),
    examples: document.components.messages[nameIn(message.$ref)]!.examples!,
  };
}
