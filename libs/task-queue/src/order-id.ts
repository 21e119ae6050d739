import { randomInt } from 'node:crypto';
import { KeyedHash } from './keyed-hash';
import { MOST_PARTITIONS, partitionOf } from './keys';

/**
 * An order's id is a UUID (version 8) of three parts: six hex digits of *generation*, two of *partition*,
 * then 90 bits of HMAC over client and order number. All but the generation is the record's key, so that a
 * duplicate order number meets its own record without an index; the generation tells two orders apart that
 * used the same number one after the other, when the first one's record was gone.
 */
const GENERATION_DIGITS = 6;
const GENERATIONS = 0x1000000;

const ORDER_ID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a text has the shape of an order id; says nothing about whether the order exists. */
export function isOrderId(text: string): boolean {
  return ORDER_ID_PATTERN.test(text);
}

/** The part of an id under which its record is kept. */
export function recordKeyOf(id: string): string {
  return id.slice(GENERATION_DIGITS);
}

/** The part of an id that tells apart the tasks which shared a record's key over time. */
export function generationOf(id: string): string {
  return id.slice(0, GENERATION_DIGITS);
}

/** Makes order ids; one per process, with the HMAC key that all gateways share through Redis. */
export class OrderIdGenerator {
  /** Of the secret: tells two of them apart and says nothing about them. */
  readonly fingerprint: string;
  private readonly hash: KeyedHash;
  private generation = randomInt(GENERATIONS);

  /**
   * @param secret at least 32 bytes
   * @param partitions over how many the clients are spread
   */
  constructor(
    secret: Buffer,
    private readonly partitions = 1,
  ) {
    if (partitions > MOST_PARTITIONS) throw new RangeError('too many partitions');
    this.hash = new KeyedHash(secret);
    this.fingerprint = this.hash.hex('fingerprint').slice(0, 16);
  }

  /** Same client and number, same record key; a new generation with every call. */
  generate(client: string, orderNumber: string): string {
    return this.nextGeneration() + this.recordKey(client, orderNumber);
  }

  /** The key under which the record of this client's order number is kept, if there is one. */
  recordKey(client: string, orderNumber: string): string {
    const hex = this.hash.hex(`${client} ${orderNumber}`);
    const partition = PARTITION_DIGITS[partitionOf(client, this.partitions)];
    return `${partition}-${hex.slice(2, 6)}-8${hex.slice(6, 9)}-${VARIANTS[hex.charCodeAt(9) & 3]}${hex.slice(10, 13)}-${hex.slice(13, 25)}`;
  }

  private nextGeneration(): string {
    this.generation = (this.generation + 1) % GENERATIONS;
    return this.generation.toString(16).padStart(GENERATION_DIGITS, '0');
  }
}

const PARTITION_DIGITS = Array.from({ length: MOST_PARTITIONS }, (_, partition) =>
  partition.toString(16).padStart(2, '0'),
);

/** The four values which the variant bits of RFC 9562 leave to a hex digit. */
const VARIANTS = ['8', '9', 'a', 'b'] as const;
