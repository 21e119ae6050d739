import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { GroupCommit } from './group-commit';
import { openLedgerDatabase } from './ledger-database';
import type { LedgerEntry, LedgerRow } from './ledger-row';

const COLUMNS = `seq, order_id AS orderId, order_number AS orderNumber, order_text AS orderText,
  saved_at_ms AS savedAtMs, deliveries`;

/** Lets a saved order count. */
export type Reveal = () => void;

/**
 * What the backend has saved. Every write settles after it is on the disk; reads see what is
 * committed, nothing else. An order counts from the end of its service on, which may be some
 * milliseconds after it was committed.
 */
export class OrderLedger {
  private readonly database: DatabaseSync;
  private readonly commits: GroupCommit;
  private readonly listeners: ((count: number) => void)[] = [];
  private readonly insert: StatementSync;
  private readonly bump: StatementSync;
  private readonly byId: StatementSync;
  private readonly page: StatementSync;
  /** Counted along, as SQLite would walk the whole index each time. */
  private revealed: number;
  /** How often the ledger was cleared; what was saved before that is not to be revealed after it. */
  private clearings = 0;

  /** @throws Error one sentence, when the file is in use or no ledger */
  constructor(path: string) {
    this.database = openLedgerDatabase(path);
    this.insert = this.database.prepare(
      `INSERT INTO orders (order_id, order_number, order_text, saved_at_ms, deliveries)
       VALUES (?, ?, ?, ?, ?)`,
    );
    this.bump = this.database.prepare(
      'UPDATE orders SET deliveries = deliveries + 1 WHERE order_id = ?',
    );
    this.byId = this.database.prepare(`SELECT ${COLUMNS} FROM orders WHERE order_id = ?`);
    this.page = this.database.prepare(
      `SELECT ${COLUMNS} FROM orders WHERE seq > ? ORDER BY seq LIMIT ?`,
    );
    this.revealed = this.countRows();
    this.commits = new GroupCommit(this.database);
  }

  get count(): number {
    return this.revealed;
  }

  find(orderId: string): LedgerRow | undefined {
    return this.byId.get(orderId) as LedgerEntry | undefined;
  }

  /** @param afterSeq 0 for the first page */
  entriesAfter(afterSeq: number, limit: number): LedgerEntry[] {
    return this.page.all(afterSeq, limit) as unknown as LedgerEntry[];
  }

  save(row: LedgerRow): Promise<Reveal> {
    return this.commits.add(() => {
      const { orderId, orderNumber, orderText, savedAtMs, deliveries } = row;
      this.insert.run(orderId, orderNumber, orderText, savedAtMs, deliveries);
      return this.revealOnce(this.clearings);
    });
  }

  /** Counts another delivery of an order that is saved; without effect when it is not. */
  countDelivery(orderId: string): Promise<void> {
    return this.commits.add(() => void this.bump.run(orderId));
  }

  /** Empties the ledger, after what was to be written before. */
  async clear(): Promise<void> {
    try {
      await this.commits.add(() => this.forget());
    } catch (error) {
      this.revealed = this.countRows();
      throw error;
    }
  }

  /** Calls back with the new count when an order has come to count. */
  onGrowth(listener: (count: number) => void): void {
    this.listeners.push(listener);
  }

  /** Commits what is left; nothing may be written any more. */
  async close(): Promise<void> {
    await this.commits.close();
    this.database.close();
  }

  private forget(): void {
    this.database.exec('DELETE FROM orders');
    this.clearings++;
    this.revealed = 0;
  }

  private revealOnce(clearings: number): Reveal {
    return () => {
      if (clearings !== this.clearings) return;
      this.revealed++;
      for (const listener of this.listeners) listener(this.revealed);
    };
  }

  private countRows(): number {
    const { count } = this.database.prepare('SELECT count(*) AS count FROM orders').get() as {
      count: number;
    };
    return count;
  }
}
