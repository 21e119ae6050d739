import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A restarted process may meet its predecessor, whose lock the system is about to take away. */
const LOCK_WAIT_MS = 2_000;

/**
 * A write-ahead log that is synced on every commit survives the loss of power, not only of the
 * process. The exclusive lock refuses a second process, whose count would be wrong.
 */
const SETTINGS = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
`;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS orders (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id TEXT NOT NULL UNIQUE,
    order_number TEXT NOT NULL,
    order_text TEXT NOT NULL,
    saved_at_ms INTEGER NOT NULL,
    deliveries INTEGER NOT NULL
  ) STRICT;
`;

/**
 * Opens the ledger's database and makes it where there is none.
 *
 * @param path a file, whose folder is made too, or `:memory:`
 * @throws Error one sentence, when the file is in use or no ledger
 */
export function openLedgerDatabase(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const database = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
    database.exec(SETTINGS);
    database.exec(`BEGIN EXCLUSIVE; ${SCHEMA} COMMIT;`);
    return database;
  } catch (error) {
    throw new Error(`The ledger ${path} cannot be opened: ${reasonOf(error)}.`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  const { message } = error as { message?: unknown };
  return message === 'database is locked' ? 'another process has it open' : String(message);
}
