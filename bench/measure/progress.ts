/** Tells a person who waits what is going on; a terminal gets one line that keeps changing. */
export class Progress {
  readonly #out: NodeJS.WriteStream;
  #pending = false;

  constructor(out: NodeJS.WriteStream = process.stderr) {
    this.#out = out;
  }

  /** Something to keep: a line of its own. */
  line(text: string): void {
    this.#clear();
    this.#out.write(`${text}\n`);
  }

  /** Something that is true for the moment; nothing at all when there is no terminal. */
  live(text: string): void {
    if (!this.#out.isTTY) return;
    this.#clear();
    this.#out.write(text.slice(0, this.#out.columns - 1));
    this.#pending = true;
  }

  #clear(): void {
    if (this.#pending) this.#out.write('\r\u001b[2K');
    this.#pending = false;
  }
}
