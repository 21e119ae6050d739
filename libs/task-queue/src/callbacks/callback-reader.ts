import type { Redis } from 'ioredis';
import { CALLBACKS } from '../task-kind';
import { TaskReader, type TaskRecord } from '../task-reader';
import { type Delivery, readDelivery } from './delivery';

/** A delivery as its record tells it. */
export interface DeliveryRecord
  extends Delivery, Pick<TaskRecord, 'status' | 'attempts' | 'updatedAtMs' | 'error'> {}

/** Reads deliveries; changes nothing. */
export class CallbackReader {
  private readonly tasks: TaskReader;

  constructor(redis: Redis, partitions = 1) {
    this.tasks = new TaskReader(redis, CALLBACKS, partitions);
  }

  /** The delivery, or null when there is none of this id, whatever the id looks like. */
  async find(deliveryId: string): Promise<DeliveryRecord | null> {
    const task = await this.tasks.find(deliveryId);
    return task && readRecord(task);
  }

  /** Deliveries that were given up and are still kept, the latest first. */
  async deadLetters(most: number): Promise<DeliveryRecord[]> {
    return (await this.tasks.deadLetters(most)).map(readRecord);
  }
}

function readRecord({ taskId, part, ...rest }: TaskRecord): DeliveryRecord {
  return { ...rest, ...readDelivery(taskId, part) };
}
