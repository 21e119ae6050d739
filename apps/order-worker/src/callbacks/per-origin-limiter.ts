import { Injectable } from '@nestjs/common';
import { WorkerConfig } from '../worker.config';

/** One client's part of the traffic to one receiver. */
interface Share {
  inUse: number;
  /** How long its calls took of late. */
  meanMs: number;
  /** When a call last ended, or the first of those under way began. */
  progressAtMs: number;
  /** When the next delivery that is deferred may find a place. */
  nextFreeAtMs: number;
}

/** Gives a place back, exactly once, with how long the call took. */
export type Release = (tookMs: number) => void;

/** Whose call it is, and where it goes. */
export interface Destination {
  readonly client: string;
  readonly origin: string;
}

const FIRST_GUESS_MS = 100;
/** Weight of the newest call. */
const SMOOTHING = 0.3;
const SHORTEST_DEFERRAL_MS = 250;
const LONGEST_DEFERRAL_MS = 60_000;
const MOST_REMEMBERED = 10_000;

/**
 * Shares this worker's slots out among clients, and a client's among its receivers. A client may use
 * as many as it leaves free: alone it gets half of them, a second one half of the rest, so that there
 * is a slot for whoever comes next, however slow those before are. A receiver may use twice as many of
 * its client's as it leaves, and always leaves one. No number to be set, and nothing to be known of
 * receivers.
 */
@Injectable()
export class PerOriginLimiter {
  readonly slots: number;
  private readonly shares = new Map<string, Share>();
  private readonly clients = new Map<string, number>();
  private used = 0;

  constructor({ callbackConcurrency }: WorkerConfig) {
    this.slots = callbackConcurrency;
  }

  get inUse(): number {
    return this.used;
  }

  /** How many slots each client uses that uses any. */
  get inUseByClient(): ReadonlyMap<string, number> {
    return this.clients;
  }

  /** Takes a place for a call; undefined when the receiver or its client has its share already. */
  enter({ client, origin }: Destination): Release | undefined {
    const clientsUse = this.clients.get(client) ?? 0;
    const room = roomOf(clientsUse, this.slots - this.used);
    const share = this.shareOf({ client, origin });
    if (!mayEnter(share.inUse, room)) return undefined;
    if (share.inUse === 0) share.progressAtMs = performance.now();
    share.inUse += 1;
    this.used += 1;
    this.clients.set(client, clientsUse + 1);
    return (tookMs) => {
      share.inUse -= 1;
      share.progressAtMs = performance.now();
      this.used -= 1;
      this.leave(client);
      share.meanMs += SMOOTHING * (tookMs - share.meanMs);
    };
  }

  /**
   * For how long a delivery that found no place is deferred, in ms: each gets the time of a later
   * call, or all would come back at once and in vain.
   */
  deferralMs(destination: Destination, nowMs: number): number {
    const share = this.shareOf(destination);
    // A receiver that hangs is not as quick any more as it was.
    const usualMs = Math.max(share.meanMs, nowMs - share.progressAtMs);
    const spacingMs = usualMs / Math.max(1, share.inUse);
    share.nextFreeAtMs = Math.max(nowMs, share.nextFreeAtMs) + spacingMs;
    share.nextFreeAtMs = Math.min(share.nextFreeAtMs, nowMs + LONGEST_DEFERRAL_MS);
    return Math.max(SHORTEST_DEFERRAL_MS, share.nextFreeAtMs - nowMs);
  }

  private leave(client: string): void {
    const left = (this.clients.get(client) ?? 1) - 1;
    if (left > 0) this.clients.set(client, left);
    else this.clients.delete(client);
  }

  private shareOf({ client, origin }: Destination): Share {
    const key = `${client} ${origin}`;
    const known = this.shares.get(key);
    if (known) return known;
    if (this.shares.size >= MOST_REMEMBERED) this.forgetIdle();
    const times = { meanMs: FIRST_GUESS_MS, progressAtMs: Infinity, nextFreeAtMs: -Infinity };
    const share = { inUse: 0, ...times };
    this.shares.set(key, share);
    return share;
  }

  private forgetIdle(): void {
    for (const [key, { inUse }] of this.shares) if (inUse === 0) this.shares.delete(key);
  }
}

/** Whether a receiver with `inUse` calls may have another one, its client having `room` for more. */
function mayEnter(inUse: number, room: number): boolean {
  return inUse === 0 ? room > 0 : room > 1 && inUse < 2 * room;
}

/** How many more slots somebody who uses `inUse` may take of `free`, leaving as many as it has. */
export function roomOf(inUse: number, free: number): number {
  return Math.max(0, Math.ceil((free - inUse) / 2));
}
