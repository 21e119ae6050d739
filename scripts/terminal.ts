import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const NAME_WIDTH = 15;

/** Prints what happens: aligned lines, and on a terminal one moving line for what goes on now. */
export class Terminal {
  private readonly out: NodeJS.WriteStream;
  private timer: NodeJS.Timeout | undefined;
  private busyText = '';
  private busySince = 0;

  constructor(out: NodeJS.WriteStream) {
    this.out = out;
    // The reader of a pipe may go before we do; that must not end a running stack.
    out.on('error', () => undefined);
  }

  /** Shows a long piece of work until the next one; in a file or pipe it is a line of its own. */
  busy(text: string): void {
    if (this.out.isTTY) this.move(text);
    else this.write(`· ${text} …`);
  }

  /** Like {@link busy}, for what is too short to be worth a line in a file. */
  move(text: string): void {
    if (!this.out.isTTY) return;
    this.idle();
    this.busyText = text;
    this.busySince = performance.now();
    this.timer = setInterval(() => this.drawBusy(), FRAME_MS).unref();
    this.drawBusy();
  }

  /** Other words for the same piece of work: its clock goes on. */
  update(text: string): void {
    if (!this.timer) return this.move(text);
    this.busyText = text;
    this.drawBusy();
  }

  done(name: string, detail = ''): void {
    this.line(`${this.style('green', '✓')} ${name.padEnd(NAME_WIDTH)} ${detail}`);
  }

  warn(name: string, detail: string): void {
    this.line(`${this.style('yellow', '!')} ${name.padEnd(NAME_WIDTH)} ${detail}`);
  }

  fail(name: string, detail: string): void {
    this.line(`${this.style('red', '✗')} ${name.padEnd(NAME_WIDTH)} ${detail}`);
  }

  /** Plain text over any number of lines. */
  print(text = ''): void {
    this.line(text);
  }

  style(style: Style, text: string): string {
    return styleText(style, text, { stream: this.out });
  }

  /** Goes above the moving line, which stays the last one. */
  private line(text: string): void {
    const wasBusy = this.timer !== undefined;
    if (wasBusy) this.out.write('\r\x1b[2K');
    this.write(text);
    if (wasBusy) this.drawBusy();
  }

  private write(text: string): void {
    this.out.write(`${text}\n`);
  }

  private drawBusy(): void {
    const elapsedMs = performance.now() - this.busySince;
    const frame = SPINNER[Math.floor(elapsedMs / FRAME_MS) % SPINNER.length] ?? '';
    const text = `${frame} ${this.busyText} … ${Math.floor(elapsedMs / 1_000)} s`;
    this.out.write(`\r\x1b[2K${this.style('dim', text.slice(0, this.out.columns - 1))}`);
  }

  /** The moving line goes away without a trace. */
  idle(): void {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.out.write('\r\x1b[2K');
  }
}
