import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { pollUntil } from '../stack/poll.ts';
import { identify, isAlive, type ProcessIdentity } from '../stack/process-identity.ts';

/** The data folder belongs to another supervisor that lives. */
export class AlreadyRunningError extends Error {
  override name = 'AlreadyRunningError';
}

/** Time for a supervisor whose npm was just killed to notice that. */
const NOTICE_MS = 1_500;
const ENDING_MS = 40_000;
/** After taking over a dead one's lock: another may be doing the same, and the last writer wins. */
const SETTLE_MS = 150;

interface Owner extends ProcessIdentity {
  ending?: boolean;
}

/** At most one supervisor per data folder. It is held until {@link release} or the holder's death. */
export class StartLock {
  private readonly file: string;
  private readonly self: ProcessIdentity;

  private constructor(dataDir: string) {
    const folder = join(dataDir, 'run');
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, 'supervisor.json');
    this.self = identify(process.pid) ?? { pid: process.pid, startedAt: '' };
  }

  /** Waits for one that is shutting down. @throws AlreadyRunningError with a sentence */
  static async take(
    dataDir: string,
    say: (line: string) => void,
    signal: AbortSignal,
  ): Promise<StartLock> {
    const lock = new StartLock(dataDir);
    await lock.waitForEnd(say, signal);
    signal.throwIfAborted();
    if (!lock.tryCreate()) await lock.takeOver();
    const owner = lock.owner();
    if (owner?.pid !== lock.self.pid) throw lock.refusal(owner);
    return lock;
  }

  /** Lets the next start wait for our end instead of refusing. */
  markEnding(): void {
    renameSync(this.writeDraft({ ...this.self, ending: true }), this.file);
  }

  release(): void {
    if (this.owner()?.pid === this.self.pid) rmSync(this.file, { force: true });
  }

  private async waitForEnd(say: (line: string) => void, signal: AbortSignal): Promise<void> {
    const isOver = () => this.livingOwner() === undefined;
    const isOverOrEnding = () => this.livingOwner()?.ending === true || isOver();
    await pollUntil(isOverOrEnding, { timeoutMs: NOTICE_MS, signal });
    const owner = this.livingOwner();
    if (!owner) return;
    if (!owner.ending) throw this.refusal(owner);
    say(`waiting for the run before (process ${owner.pid}) to end`);
    if (!(await pollUntil(isOver, { timeoutMs: ENDING_MS, signal }))) throw this.refusal(owner);
  }

  /** A link is made whole or not at all: nobody ever reads half an owner. */
  private tryCreate(): boolean {
    const draft = this.writeDraft(this.self);
    try {
      linkSync(draft, this.file);
      return true;
    } catch {
      return false;
    } finally {
      rmSync(draft);
    }
  }

  private async takeOver(): Promise<void> {
    const owner = this.livingOwner();
    if (owner) throw this.refusal(owner);
    renameSync(this.writeDraft(this.self), this.file);
    await sleep(SETTLE_MS);
  }

  private writeDraft(owner: Owner): string {
    const draft = `${this.file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(owner));
    return draft;
  }

  private livingOwner(): Owner | undefined {
    const owner = this.owner();
    return owner && isAlive(owner) ? owner : undefined;
  }

  private owner(): Owner | undefined {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Owner;
    } catch {
      return undefined;
    }
  }

  private refusal(owner: Owner | undefined): AlreadyRunningError {
    return new AlreadyRunningError(
      `Sluice is already running on this data folder (process ${owner?.pid ?? 'unknown'}): ` +
        'stop it first, or choose another DATA_DIR and other ports.',
    );
  }
}
