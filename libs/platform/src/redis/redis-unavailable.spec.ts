import { isRedisUnavailable } from './redis-unavailable';

const withCode = (code: string) => Object.assign(new Error(''), { code });

describe('isRedisUnavailable', () => {
  it.each([
    new Error('Command timed out'),
    new Error('Connection is closed.'),
    new Error("Stream isn't writeable and enableOfflineQueue options is false"),
    new Error('Reached the max retries per request limit (which is 0).'),
    new Error('Command aborted due to connection close'),
    new Error("Socket timeout. Expecting data, but didn't receive any in 5000ms."),
    new Error('LOADING Redis is loading the dataset in memory'),
    new Error("READONLY You can't write against a read only replica. script: abc"),
    new Error("OOM command not allowed when used memory > 'maxmemory'."),
    new Error('MASTERDOWN Link with MASTER is down'),
    new Error('CLUSTERDOWN The cluster is down'),
    new Error('MISCONF Errors writing to the AOF file'),
    new Error('BUSY Redis is busy running a script.'),
    new Error('NOAUTH Authentication required.'),
    new Error('WRONGPASS invalid username-password pair or user is disabled.'),
    withCode('ECONNREFUSED'),
    withCode('ETIMEDOUT'),
    new Error('could not accept', { cause: new Error('Command timed out') }),
    Object.assign(new Error('EXECABORT Transaction discarded'), {
      previousErrors: [new Error('OOM command not allowed')],
    }),
  ])('says yes to %s', (error) => {
    expect(isRedisUnavailable(error)).toBe(true);
  });

  it.each([
    new Error('WRONGTYPE Operation against a key holding the wrong kind of value'),
    new Error('NOSCRIPT No matching script.'),
    new Error('BUSYGROUP Consumer Group name already exists'),
    new Error('EXECABORT Transaction discarded because of previous errors.'),
    new TypeError('x is not a function'),
    'Command timed out',
    undefined,
  ])('says no to %s', (error) => {
    expect(isRedisUnavailable(error)).toBe(false);
  });
});
