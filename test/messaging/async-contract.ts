import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { addressPattern, type AsyncDocument, nameIn, type ServedMessage } from './async-document';

/** A message as a server carried it. */
export interface CarriedMessage {
  headers: Record<string, string>;
  body: string;
}

/** A message that is in the document. */
export interface KnownMessage extends CarriedMessage {
  name: string;
  payload: unknown;
}

interface Rules {
  name: string;
  message: ServedMessage;
  headersFit: ValidateFunction | undefined;
  payloadFits: ValidateFunction;
}

/** Holds what servers carry to the AsyncAPI document. */
export class AsyncContract {
  readonly seen: KnownMessage[] = [];
  /** What was carried and is not in the document. */
  readonly faults: string[] = [];
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly rules: Rules[];

  constructor(readonly document: AsyncDocument) {
    addFormats(this.ajv);
    this.ajv.addSchema(document, 'document');
    this.rules = Object.entries(document.components.messages).map(([name, message]) => ({
      name,
      message,
      headersFit: message.headers && this.compile(message.headers),
      payloadFits: this.compile(message.payload),
    }));
  }

  /** Names of the messages that have not been carried yet. */
  unseen(): string[] {
    const names = this.seen.map(({ name }) => name);
    return Object.keys(this.document.components.messages).filter((name) => !names.includes(name));
  }

  /** Names of the channels of a server. */
  channelsOn(server: string): string[] {
    return Object.entries(this.document.channels)
      .filter(([, { servers }]) => servers.some(({ $ref }) => nameIn($ref) === server))
      .map(([name]) => name);
  }

  /** The channel of a server that has this address; undefined when the document knows none. */
  channelAt(server: string, address: string): string | undefined {
    const { channels } = this.document;
    return this.channelsOn(server).find((name) => addressPattern(channels[name]!).test(address));
  }

  /** Judges a message by the channel on which it was carried. */
  witness(channel: string, carried: CarriedMessage): void {
    const names = Object.keys(this.document.channels[channel]!.messages);
    const complaints: string[] = [];
    for (const rules of this.rules.filter(({ name }) => names.includes(name))) {
      const payload = payloadOf(rules.message, carried.body);
      const wrong = this.wrongIn(rules, carried, payload);
      if (wrong === undefined)
        return void this.seen.push({ ...carried, payload, name: rules.name });
      complaints.push(`${rules.name}: ${wrong}`);
    }
    this.faults.push(`${channel}: ${JSON.stringify(carried)}: ${complaints.join('; ')}`);
  }

  private wrongIn(rules: Rules, { headers }: CarriedMessage, payload: unknown): string | undefined {
    const { message, headersFit, payloadFits } = rules;
    const named = Object.keys(message.headers?.properties ?? {});
    const unnamed = Object.keys(headers).filter((name) => !named.includes(name));
    if (unnamed.length > 0) return `headers ${unnamed.join(', ')}`;
    if (headersFit && !headersFit(headers)) return this.ajv.errorsText(headersFit.errors);
    return payloadFits(payload) ? undefined : this.ajv.errorsText(payloadFits.errors);
  }

  /** References lead into the document, wherever the schema stands. */
  private compile(schema: object): ValidateFunction {
    const text = JSON.stringify(schema).replaceAll('"#/', '"document#/');
    return this.ajv.compile(JSON.parse(text) as object);
  }
}

function payloadOf({ contentType = 'application/json' }: ServedMessage, body: string): unknown {
  if (contentType !== 'application/json') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
