import Bull, { type Job, type Queue } from 'bull';
import { startRedis, type TestRedis } from '../../../../test/support/redis-server';
import { eventually } from '../../../../test/support/eventually';
import { isOrphaned, removeOrphaned, wakeUpProcessor } from './wake-up.processor';

let server: TestRedis;
let queue: Queue;

beforeAll(async () => {
  server = await startRedis();
  queue = new Bull('orphans', server.url);
  await queue.isReady();
});

afterAll(async () => {
  await queue.close();
  await server.stop();
});

beforeEach(() => queue.client.flushall());

/** What Bull's pick-up leaves behind of a job whose hash was gone. */
async function orphan(id: string): Promise<Job> {
  await queue.client.hset(`bull:orphans:${id}`, 'processedOn', Date.now());
  return (await queue.getJob(id)) as Job;
}

describe('an orphaned job', () => {
  it('is told from a job by the lack of its time', async () => {
    expect(isOrphaned(await orphan('g-1'))).toBe(true);
    expect(isOrphaned(await queue.add({}, { jobId: 'j-1' }))).toBe(false);
    expect(isOrphaned((await queue.getJob('j-1')) as Job)).toBe(false);
  });

  it('is taken away, from the active jobs too', async () => {
    const job = await orphan('g-1');
    await queue.client.lpush('bull:orphans:active', 'g-1', 'other');
    expect(await removeOrphaned(job)).toBe(true);
    expect(await queue.client.exists('bull:orphans:g-1')).toBe(0);
    expect(await queue.client.lrange('bull:orphans:active', 0, -1)).toEqual(['other']);
  });

  it('is gone while the feed is still busy with what it brought', async () => {
    let fallAsleep: (() => void) | undefined;
    const wake = () => new Promise<void>((resolve) => (fallAsleep = resolve));
    const Processor = wakeUpProcessor('orphans', 0);
    const processor = new Processor({ wake }, {});
    const handled = processor.handle(await orphan('g-1'));
    await eventually(async () => expect(await queue.client.exists('bull:orphans:g-1')).toBe(0));
    fallAsleep?.();
    await handled;
  });

  it('is left alone once it has been written anew', async () => {
    const job = await orphan('g-1');
    await queue.client.del('bull:orphans:g-1');
    await queue.add({}, { jobId: 'g-1' });
    expect(await removeOrphaned(job)).toBe(false);
    expect(await queue.getWaitingCount()).toBe(1);
  });
});
