/** First in, first out, each in constant time (`Array.shift` moves all that stay). */
export class Fifo<T> {
  private items: (T | undefined)[] = [];
  private head = 0;

  get size(): number {
    return this.items.length - this.head;
  }

  push(item: T): void {
    this.items.push(item);
  }

  shift(): T | undefined {
    if (this.size === 0) return undefined;
    const item = this.items[this.head];
    this.items[this.head++] = undefined;
    if (this.head > 1024 && this.head * 2 > this.items.length) this.compact();
    return item;
  }

  drain(): T[] {
    const left = this.items.slice(this.head) as T[];
    this.items = [];
    this.head = 0;
    return left;
  }

  private compact(): void {
    this.items = this.items.slice(this.head);
    this.head = 0;
  }
}
