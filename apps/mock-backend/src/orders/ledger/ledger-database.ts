import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A restarted process may meet its predecessor, whose lock the system is about to take away. */
const LOCK_WAIT_MS = 2_000;

/**
 * SQLite writes its log at every commit and leaves the syncing to us, who can do it without
 * stopping the process. The exclusive lock refuses a second process, whose count would be wrong.
 */
const SETTINGS = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
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

/** A write is what makes SQLite take the lock and begin its log. */
const FIRST_WRITE = `BEGIN EXCLUSIVE; ${SCHEMA} PRAGMA user_version = 1; COMMIT;`;

/**
 * Opens the ledger's database and makes it where there is none.
 *
 * @param path a file, whose folder is made too, or `:memory:`
 * @throws Error one sentence, when the file is in use or no ledger
 */
export function openLedgerDatabase(path: string): DatabaseSync {
  try {
    if (path === ':memory:') return prepared(new DatabaseSync(path));
    mkdirSync(dirname(path), { recursive: true });
    const database = prepared(new DatabaseSync(path, { timeout: LOCK_WAIT_MS }));
    syncFolder(dirname(path));
    return database;
  } catch (error) {
    throw new Error(`The ledger ${path} cannot be opened: ${reasonOf(error)}.`, { cause: error });
  }
}

/** The file that every commit is appended to; none for a database in memory. */
export function logFileOf(database: DatabaseSync): string | undefined {
  const path = database.location();
  return path ? `${path}-wal` : undefined;
}

function prepared(database: DatabaseSync): DatabaseSync {
  database.exec(SETTINGS);
  database.exec(FIRST_WRITE);
  return database;
}

/** A synced file is of no use when its name is lost. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function reasonOf(error: unknown): string {
  const { message } = error as { message?: unknown };
  return message === 'database is locked' ? 'another process has it open' : String(message);
}
