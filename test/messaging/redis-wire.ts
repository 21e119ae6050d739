import { Redis } from 'ioredis';
import type { AsyncContract } from './async-contract';
import { addressPattern } from './async-document';

/** All that goes through one Redis, held to the document. */
export class RedisWire {
  private readonly subscriber: Redis;
  private readonly commands: Redis;
  /** Matches a queue's address, and from there on whatever Bull keeps or tells below it. */
  private readonly queue: RegExp;
  private readonly jobsSeen = new Set<string>();

  constructor(
    redisUrl: string,
    private readonly contract: AsyncContract,
    private readonly jobsChannel: string,
  ) {
    this.subscriber = new Redis(redisUrl);
    this.commands = new Redis(redisUrl);
    const { source } = addressPattern(contract.document.channels[jobsChannel]!);
    this.queue = new RegExp(source.replace(/\$$/, ':'));
    this.subscriber.on('pmessage', (_pattern, channel, body) => this.take(channel, body));
  }

  async listen(): Promise<void> {
    await this.subscriber.psubscribe('*');
  }

  /** Jobs are no messages that could be heard; they lie there until they are done. */
  async readJobs(): Promise<void> {
    const keys = (await this.commands.keys('*')).filter((key) => this.queue.test(key));
    for (const key of keys.filter((one) => !this.jobsSeen.has(one))) {
      if ((await this.commands.type(key)) !== 'hash') continue;
      const body = await this.commands.hget(key, 'data');
      if (body === null) continue;
      this.jobsSeen.add(key);
      this.contract.witness(this.jobsChannel, { headers: {}, body });
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.subscriber.quit(), this.commands.quit()]);
  }

  private take(address: string, body: string): void {
    if (this.queue.test(address)) return;
    const channel = this.contract.channelAt('redis', address);
    if (channel === undefined) this.contract.faults.push(`redis: ${address}: ${body}`);
    else this.contract.witness(channel, { headers: {}, body });
  }
}
