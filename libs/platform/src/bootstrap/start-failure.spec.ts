import { describeStartFailure } from './start-failure';

const AT = { host: '127.0.0.1', port: 80 };
const failure = (code: string) => Object.assign(new Error(`listen ${code}`), { code });

describe('describeStartFailure', () => {
  it.each([
    ['EADDRINUSE', 'gateway: 127.0.0.1:80 is already in use;'],
    ['EACCES', 'gateway: this user may not listen on 127.0.0.1:80;'],
    ['EADDRNOTAVAIL', 'gateway: 127.0.0.1 is not an address of this machine;'],
    ['ENOTFOUND', 'gateway: 127.0.0.1 is not an address of this machine;'],
  ])('says what %s means and what to do', (code, beginning) => {
    const sentence = describeStartFailure('gateway', AT, failure(code));
    expect(sentence.startsWith(beginning)).toBe(true);
    expect(sentence).toMatch(/; (stop|choose) .+\.$/);
  });

  it.each([
    [new Error('first\nsecond'), 'gateway: could not start: first'],
    ['text', 'gateway: could not start: text'],
    [undefined, 'gateway: could not start: undefined'],
  ])('keeps to one line for %p', (error, sentence) => {
    expect(describeStartFailure('gateway', AT, error)).toBe(sentence);
  });
});
