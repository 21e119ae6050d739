import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { identify, isAlive, signalProcess } from './process-identity.ts';

describe('process identity', () => {
  it('is the same for the same process', () => {
    expect(identify(process.pid)).toEqual(identify(process.pid));
    expect(identify(process.pid)?.startedAt).not.toBe('');
  });

  it('ends with the process', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const identity = identify(child.pid ?? 0);
    expect(identity && isAlive(identity)).toBe(true);
    expect(identity && signalProcess(identity, 'SIGKILL')).toBe(true);
    await once(child, 'exit');
    expect(identity && isAlive(identity)).toBe(false);
    expect(identity && signalProcess(identity, 'SIGKILL')).toBe(false);
  });

  it('never takes a process for an earlier one with the same pid', () => {
    const earlier = { pid: process.pid, startedAt: 'another boot:1' };
    expect(isAlive(earlier)).toBe(false);
    expect(signalProcess(earlier, 'SIGKILL')).toBe(false);
  });
});
