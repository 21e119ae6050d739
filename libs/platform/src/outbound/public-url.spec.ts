import { faultOfAnyUrl, faultOfPublicUrl } from './public-url';

const faultOf = (text: string) => faultOfPublicUrl(new URL(text));

describe('faultOfPublicUrl', () => {
  it.each([
    'https://example.org/hook',
    'http://example.org:8080/hook?a=1',
    'https://example.org.:443/',
    'http://8.8.8.8/',
    'http://[2606:4700::1111]/',
  ])('lets %s pass', (text) => expect(faultOf(text)).toBeUndefined());

  it.each([
    ['http://127.0.0.1/', 'public address'],
    ['http://2130706433/', 'public address'],
    ['http://0x7f.1/', 'public address'],
    ['http://0177.0.0.01/', 'public address'],
    ['http://127.1./', 'public address'],
    ['http://[::ffff:127.0.0.1]/', 'public address'],
    ['http://[::]/', 'public address'],
    ['http://169.254.169.254/latest/meta-data', 'public address'],
    ['http://１２７.0.0.1/', 'public address'],
    ['http://localhost/', 'public internet'],
    ['http://LOCALHOST./', 'public internet'],
    ['http://a.localhost/', 'public internet'],
    ['http://metadata.google.internal/', 'public internet'],
    ['http://printer.local/', 'public internet'],
    ['http://redis/', 'public internet'],
    ['http://user@example.org/', 'user name'],
    ['http://:secret@example.org/', 'user name'],
    ['http://example.org:25/', 'port'],
    ['ftp://example.org/', 'http or https'],
  ])('refuses %s', (text, why) => expect(faultOf(text)).toContain(why));

  it('leaves addresses alone where they are allowed, but no more', () => {
    expect(faultOfAnyUrl(new URL('http://127.0.0.1:25/'))).toBeUndefined();
    expect(faultOfAnyUrl(new URL('http://a:b@127.0.0.1/'))).toContain('user name');
  });
});
