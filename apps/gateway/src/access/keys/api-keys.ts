import { ConfigError, type Logger } from '@sluice/platform';
import type { ClientIdentity } from '../../orders/client-identity';
import { bearerKeyOf } from './credentials';
import type { ClientPolicy } from './client-policy';
import { KeyRing } from './key-ring';
import { readKeyFile } from './read-key-file';

/** Far more than there are keys; a key may be spelled in a few ways (`bearer`, `BEARER`). */
const MOST_SEEN = 1_000;

/** The API keys in force: those of the file, as it was when it was last good. */
export class ApiKeys {
  private ring: KeyRing;
  /** Who sent which header lately, so that most requests are not hashed. */
  private seen = new Map<string, ClientIdentity>();
  private readonly observers: ((policies: readonly ClientPolicy[]) => void)[] = [];

  /** @throws ConfigError when the file is bad */
  constructor(readonly path: string) {
    this.ring = new KeyRing(readKeyFile(path));
  }

  /** Whose key an `Authorization` field holds; undefined for nobody's. */
  bearer(authorization: string): ClientIdentity | undefined {
    const seen = this.seen.get(authorization);
    if (seen) return seen;
    const key = bearerKeyOf(authorization);
    const identity = key === undefined ? undefined : this.ring.ownerOf(key);
    if (identity) this.remember(authorization, identity);
    return identity;
  }

  /** What each client that has a key may have of the queue. */
  get clientPolicies(): readonly ClientPolicy[] {
    return this.ring.clientPolicies;
  }

  /** Tells the policies in force each time that the file was read again, and was good. */
  onRead(observer: (policies: readonly ClientPolicy[]) => void): void {
    this.observers.push(observer);
  }

  /** Reads the file again. A bad one changes nothing: the earlier keys stay in force. */
  reload(logger: Logger): void {
    try {
      this.ring = new KeyRing(readKeyFile(this.path));
      this.seen = new Map();
      logger.info({ keyCount: this.ring.size }, 'API keys read again');
      for (const tell of this.observers) tell(this.clientPolicies);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const faults = error.faults.map(({ rule }) => rule);
      logger.error({ faults }, 'API_KEYS_FILE is bad; the earlier keys stay in force');
    }
  }

  private remember(authorization: string, identity: ClientIdentity): void {
    if (this.seen.size >= MOST_SEEN) this.seen.clear();
    this.seen.set(authorization, identity);
  }
}
