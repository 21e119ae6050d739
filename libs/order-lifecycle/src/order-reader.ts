import type { Redis } from 'ioredis';
import { LIFECYCLE_KEYS } from './lifecycle-keys';
import { readImmutablePart } from './order-header';
import { isOrderId, recordKeyOf } from './order-id';
import type { SharedOrderIdMint } from './order-id-key';
import { type OrderRecord, readOrderRecord } from './order-record';

/** Reads orders; changes nothing. */
export class OrderReader {
  /** @param mint needed to find orders by their number */
  constructor(
    private readonly redis: Redis,
    private readonly mint?: SharedOrderIdMint,
  ) {}

  /** The order, or null when there is none of this id, whatever the id looks like. */
  async find(orderId: string): Promise<OrderRecord | null> {
    if (!isOrderId(orderId)) return null;
    const fields = await this.redis.hgetall(LIFECYCLE_KEYS.orderPrefix + recordKeyOf(orderId));
    return readOrderRecord(orderId, fields);
  }

  /** The order to which the client gave this number, or null while the number is free. */
  async findByNumber(client: string, orderNumber: string): Promise<OrderRecord | null> {
    const mint = this.mint?.current ?? (await this.mint?.load());
    if (!mint) throw new Error('this reader was made without the mint of order ids');
    const key = mint.recordKey(client, orderNumber);
    const fields = await this.redis.hgetall(LIFECYCLE_KEYS.orderPrefix + key);
    if (fields.d === undefined) return null;
    return readOrderRecord(readImmutablePart(fields.d).header.generation + key, fields);
  }

  /** An order that was there a moment ago. @throws Error when it is not: records outlive requests */
  async require(orderId: string): Promise<OrderRecord> {
    const order = await this.find(orderId);
    if (!order) throw new Error('the record of an order at hand is gone');
    return order;
  }

  /** Failed orders that are still readable, the latest first. */
  async deadLetters(most: number): Promise<OrderRecord[]> {
    const ids = await this.redis.zrange(LIFECYCLE_KEYS.deadLetters, 0, most - 1, 'REV');
    const orders = await Promise.all(ids.map((id) => this.find(id)));
    return orders.filter((order) => order?.status === 'failed') as OrderRecord[];
  }
}
