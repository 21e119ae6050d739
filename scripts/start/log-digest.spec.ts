import { digestLogLine, spokenLines } from './log-digest.ts';

describe('digestLogLine', () => {
  it('shows a warning with its cause', () => {
    const line = '{"level":"warn","msg":"backend call failed","err":{"message":"connect refused"}}';
    expect(digestLogLine(line)).toEqual({
      level: 'warn',
      text: 'backend call failed: connect refused',
    });
  });

  it.each([
    ['error', 'error'],
    ['fatal', 'error'],
  ])('shows %s as %s', (level, shown) => {
    expect(digestLogLine(`{"level":"${level}","msg":"x"}`)).toEqual({ level: shown, text: 'x' });
  });

  it.each(['{"level":"info","msg":"ready"}', 'Redis is starting', '{"level":"warn"', ''])(
    'leaves %j out',
    (line) => {
      expect(digestLogLine(line)).toBeUndefined();
    },
  );

  it('keeps it to one short line', () => {
    const message = `${'x'.repeat(300)}\nsecond`;
    const news = digestLogLine(JSON.stringify({ level: 'error', msg: message }));
    expect(news?.text).toHaveLength(160);
    expect(news?.text).not.toContain('\n');
  });
});

describe('spokenLines', () => {
  it('is what was said to people: no JSON, no stack', () => {
    const output = '{"level":"info"}\ngateway: PORT must be set\n    at main (x.js:1)\n\n';
    expect(spokenLines(output)).toEqual(['gateway: PORT must be set']);
  });
});
