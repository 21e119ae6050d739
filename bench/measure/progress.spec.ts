import { Progress } from './progress.ts';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  const out = { isTTY, columns: 20, write: (text: string) => written.push(text) };
  return { out: out as unknown as NodeJS.WriteStream, read: () => written.join('') };
}

describe('Progress', () => {
  it('replaces what is true for the moment, and keeps lines', () => {
    const { out, read } = terminal(true);
    const progress = new Progress(out);
    progress.live('half way');
    progress.line('done');
    expect(read()).toBe('half way\r\u001b[2Kdone\n');
  });
  it('cuts a live text that would wrap, for only one line can be replaced', () => {
    const { out, read } = terminal(true);
    new Progress(out).live('x'.repeat(50));
    expect(read()).toBe('x'.repeat(19));
  });
  it('says only what is to be kept when nobody watches', () => {
    const { out, read } = terminal(false);
    const progress = new Progress(out);
    progress.live('half way');
    progress.line('done');
    expect(read()).toBe('done\n');
  });
});
