import { readJournal } from './run-journal.ts';

const line = (msg: string, more: object = { source: 'console' }) =>
  `${JSON.stringify({ level: 'info', msg, ...more })}\n`;

describe('readJournal', () => {
  it('collects what clients were told', () => {
    const journal = readJournal(
      [
        line('began 1000'),
        line('clock 3000'),
        line('order accepted A-1 id-1 1001'),
        line('order completed A-1 id-1 1051'),
        line('order accepted A-2 - 1002'),
        line('order cancelled A-2 id-2 1003'),
        line('order expired A-3 id-3 1004'),
        line('order refused A-4 503:queue-full 1005'),
      ].join(''),
    );
    expect(journal.beganMs).toBe(1_000);
    expect(journal.clockMs).toBe(3_000);
    expect(Object.fromEntries(journal.accepted)).toEqual({ 'A-1': 'id-1', 'A-2': '' });
    expect([...journal.completed, ...journal.cancelled, ...journal.expired]).toEqual([
      'A-1',
      'A-2',
      'A-3',
    ]);
    expect(journal.refusals).toEqual([{ orderNumber: 'A-4', why: '503:queue-full', atMs: 1_005 }]);
  });

  it('takes the first sender for the start of the clock, and the head of what the script threw', () => {
    const thrown = { level: 'error', source: 'stacktrace' };
    const journal = readJournal(
      line('clock 3002') + line('clock 3001') + line('TypeError: x\n\tat here', thrown),
    );
    expect(journal.clockMs).toBe(3_001);
    expect(journal.scriptErrors).toEqual(['TypeError: x']);
  });

  it("keeps k6's own complaints apart, and leaves out half a line", () => {
    const log = line('Request Failed', { level: 'warning' }) + line('hello', {}) + '{"level":"in';
    const journal = readJournal(log);
    expect(journal.complaints).toEqual(['Request Failed']);
    expect(journal.scriptErrors).toEqual([]);
    expect(journal.accepted.size).toBe(0);
  });
});
