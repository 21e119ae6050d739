import type { Redis } from 'ioredis';
import { tellUnawaited } from './unawaited-commands';

const REFUSED = new Error('NOPERM');

function clientWhose(answer: Promise<unknown>) {
  const client = { sendCommand: jest.fn(() => answer) } as unknown as Redis;
  const told = jest.fn();
  tellUnawaited(client, told);
  const send = (name: string) => client.sendCommand({ name } as never) as Promise<unknown>;
  return { send, told };
}

describe('tellUnawaited', () => {
  it('tells of a subscription that nobody awaits, and fails it for who does', async () => {
    const { send, told } = clientWhose(Promise.reject(REFUSED));
    await expect(send('subscribe')).rejects.toBe(REFUSED);
    expect(told).toHaveBeenCalledWith(REFUSED);
  });

  it('leaves every other command to whom it belongs', async () => {
    const { send, told } = clientWhose(Promise.reject(REFUSED));
    await expect(send('get')).rejects.toBe(REFUSED);
    expect(told).not.toHaveBeenCalled();
  });

  it('says nothing of success', async () => {
    const { send, told } = clientWhose(Promise.resolve('OK'));
    expect(await send('publish')).toBe('OK');
    expect(told).not.toHaveBeenCalled();
  });
});
