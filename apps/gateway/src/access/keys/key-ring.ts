import { hash, timingSafeEqual } from 'node:crypto';
import type { ClientIdentity } from '../../orders/client-identity';
import { type ClientPolicy, clientPoliciesOf } from './client-policy';
import type { KeyEntry } from './read-key-file';

interface HeldKey {
  digest: Buffer;
  identity: ClientIdentity;
}

/** A set of API keys, known by their hashes only; never changes. */
export class KeyRing {
  /** One for each client that has a key. */
  readonly clientPolicies: readonly ClientPolicy[];
  private readonly keys: ReadonlyMap<string, HeldKey>;

  constructor(entries: readonly KeyEntry[]) {
    this.clientPolicies = clientPoliciesOf(entries);
    this.keys = new Map(entries.map((entry) => [entry.sha256, heldKeyOf(entry)]));
  }

  get size(): number {
    return this.keys.size;
  }

  /**
   * Whose key this is. How long that takes says nothing about the keys: what is compared are
   * hashes, which nobody can steer towards one of ours, and the last comparison is constant.
   */
  ownerOf(key: string): ClientIdentity | undefined {
    const digest = hash('sha256', key, 'buffer');
    const held = this.keys.get(digest.toString('hex'));
    return held && timingSafeEqual(held.digest, digest) ? held.identity : undefined;
  }
}

function heldKeyOf({ client, sha256, roles }: KeyEntry): HeldKey {
  return { digest: Buffer.from(sha256, 'hex'), identity: { client, roles: new Set(roles) } };
}
