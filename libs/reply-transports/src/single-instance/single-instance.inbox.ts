import { randomBytes } from 'node:crypto';
import { closeClient, type Logger } from '@sluice/platform';
import {
  type ReplyAddress,
  type ReplyCapabilities,
  ReplyInbox,
  type ReplyListener,
} from '@sluice/replies';
import type { Redis } from 'ioredis';
import { within } from '../within';
import { InstanceLock } from './instance-lock';
import { ReplyListReader } from './reply-list-reader';
import { REPLY_LIST } from './single-instance-keys';

const HEARTBEAT_MS = 1_500;
const OPEN_TIMEOUT_MS = 3_000;

const SECOND_GATEWAY =
  'REPLY_TRANSPORT=single-instance is for one gateway, and another one runs; choose redis-pubsub';

/** Replies wait in the list for who comes back, and expire by themselves. */
export const SINGLE_INSTANCE_CAPABILITIES: ReplyCapabilities = {
  crossesProcesses: false,
  fansOut: false,
  needsAssignment: false,
  survivesRestart: true,
  needsCleanUp: false,
};

/** The clients that the inbox is made of. */
export interface SingleInstanceClients {
  blocking: () => Redis;
  command: () => Redis;
}

/**
 * One list for all replies, as for a gateway that is alone. A second gateway would take the first
 * one's replies out of it, so whoever does not hold the lock does not read, and is not ready.
 */
export class SingleInstanceInbox extends ReplyInbox {
  readonly capabilities = SINGLE_INSTANCE_CAPABILITIES;
  private readonly instanceId = randomBytes(9).toString('hex');
  private reader: ReplyListReader | undefined;
  private command: Redis | undefined;
  private lock: InstanceLock | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private alone = false;

  constructor(
    private readonly clients: SingleInstanceClients,
    private readonly logger: Logger,
  ) {
    super();
  }

  get ready(): boolean {
    return this.alone && this.command?.status === 'ready';
  }

  /** Rejects also while another gateway holds the lock; may be called again then. */
  async open(listener: ReplyListener): Promise<void> {
    const command = this.clients.command();
    this.command = command;
    this.lock = new InstanceLock(command, this.instanceId);
    try {
      await within(OPEN_TIMEOUT_MS, connected(command), 'connecting for replies');
      if (!(await this.lock.hold())) throw new Error(SECOND_GATEWAY);
    } catch (error) {
      await this.close();
      throw error;
    }
    this.alone = true;
    this.read(listener);
    this.heartbeat = setInterval(() => void this.beat(listener), HEARTBEAT_MS);
  }

  addressFor(): ReplyAddress {
    return 'list';
  }

  release(): void {
    // The list is everybody's.
  }

  async close(): Promise<void> {
    clearInterval(this.heartbeat);
    const { command, lock, alone } = this;
    this.alone = false;
    this.command = undefined;
    await this.stopReading();
    if (alone) await lock?.letGo(REPLY_LIST).catch(() => undefined);
    if (command) await closeClient(command);
  }

  /** A gateway that was frozen for longer than its lock may find another in its place. */
  private async beat(listener: ReplyListener): Promise<void> {
    const alone = await this.lock?.hold().catch(() => undefined);
    if (alone === undefined || !this.command || alone === this.alone) return;
    this.alone = alone;
    if (alone) return this.read(listener);
    this.logger.error({}, SECOND_GATEWAY);
    await this.stopReading();
  }

  private read(listener: ReplyListener): void {
    this.reader = new ReplyListReader(this.clients.blocking(), listener);
    this.reader.start();
  }

  private async stopReading(): Promise<void> {
    const { reader } = this;
    this.reader = undefined;
    await reader?.stop();
  }
}

async function connected(client: Redis): Promise<void> {
  if (client.status === 'ready') return;
  await new Promise<void>((resolve) => client.once('ready', () => resolve()));
}
