import type { Redis } from 'ioredis';
import { bindScript, type LuaScript } from './lua-script';
import { partitionOfId, partitionsOf } from './keys';
import { readImmutablePart } from './order-header';
import { isOrderId } from './order-id';
import type { SharedOrderIdGenerator } from './order-id-secret';
import { type OrderRecord, readOrderRecord } from './order-record';
import { ORDERS, queueBase, recordKey } from './task-kind';

/** Where an order stands, as far as can be told without counting. */
export interface OrderPlace {
  /** How many orders are likely to be begun before it. */
  ahead: number;
  /** Time in ms until it may be begun: its not-before, or its next attempt. */
  waitMs: number;
}

/** Reads orders; changes nothing. Rejects with the client's error while Redis cannot be asked. */
export class OrderReader {
  private readonly placeScript: LuaScript;

  /** @param ids needed to find orders by their number */
  constructor(
    private readonly redis: Redis,
    private readonly ids?: SharedOrderIdGenerator,
    private readonly partitions = 1,
  ) {
    this.placeScript = bindScript(redis, ORDERS, 'place');
  }

  /** The order, or null when there is none of this id, whatever the id looks like. */
  async find(orderId: string): Promise<OrderRecord | null> {
    if (!isOrderId(orderId)) return null;
    const fields = await this.redis.hgetall(recordKey(ORDERS, orderId));
    return readOrderRecord(orderId, fields);
  }

  /** The order to which the client gave this number, or null while the number is free. */
  async findByNumber(client: string, orderNumber: string): Promise<OrderRecord | null> {
    const ids = this.ids?.current ?? (await this.ids?.load());
    if (!ids) throw new Error('this reader was made without the generator of order ids');
    const key = ids.recordKey(client, orderNumber);
    const anyGeneration = `000000${key}`;
    const fields = await this.redis.hgetall(recordKey(ORDERS, anyGeneration));
    if (fields.d === undefined) return null;
    return readOrderRecord(readImmutablePart(fields.d).header.generation + key, fields);
  }

  /** An order that was there a moment ago. @throws Error when it is not: records outlive requests */
  async require(orderId: string): Promise<OrderRecord> {
    const order = await this.find(orderId);
    if (!order) throw new Error('the record of an order at hand is gone');
    return order;
  }

  /** How long an order that has not ended will still wait; of constant cost whatever the depth. */
  async place({ orderId }: OrderRecord): Promise<OrderPlace> {
    const reply = await this.placeScript(partitionOfId(orderId), [orderId]);
    const [ahead, waitMs] = reply as [number, number];
    return { ahead, waitMs };
  }

  /** Failed orders that are still readable, the latest first. */
  async deadLetters(most: number): Promise<OrderRecord[]> {
    const ids = await latestDeadLetters(this.redis, queueBasesOf(this.partitions), most);
    const orders = await Promise.all(ids.map((id) => this.find(id)));
    return orders.filter((order) => order?.status === 'failed') as OrderRecord[];
  }
}

const queueBasesOf = (partitions: number): string[] =>
  partitionsOf(partitions).map((partition) => queueBase(ORDERS, partition));

/** Ids of tasks that failed, the latest first, over the bases of all partitions. */
export async function latestDeadLetters(
  redis: Redis,
  bases: readonly string[],
  most: number,
): Promise<string[]> {
  const lists = await Promise.all(
    bases.map((base) => redis.zrange(`${base}-dead-letters`, 0, most - 1, 'REV', 'WITHSCORES')),
  );
  const found = lists.flatMap((words) =>
    words.flatMap((id, nth) => (nth % 2 === 0 ? [{ id, atMs: Number(words[nth + 1]) }] : [])),
  );
  return found
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, most)
    .map(({ id }) => id);
}
