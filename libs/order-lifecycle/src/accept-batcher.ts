import type { LuaScript } from './lua-script';

/** One order on its way into the accept script. */
export interface AcceptRequest {
  orderId: string;
  /** Asked for by the client; undefined for the default. */
  ttlMs: number | undefined;
  immutablePart: string;
  /** `<hash> <fingerprint>`, or empty. */
  idempotency: string;
}

/** The script's answer for one order: a number or `[kind, id, status]`, with the batch's shared facts. */
export interface RawVerdict {
  nowMs: number;
  backlog: number;
  raw: number | string[];
}

interface Waiting {
  request: AcceptRequest;
  resolve: (verdict: RawVerdict) => void;
  reject: (error: unknown) => void;
}

/**
 * A batch of this size leaves at once, in the middle of the turn: Redis then works on it while the
 * gateway reads on, where one batch of the whole turn makes the two wait for each other (measured
 * with 64 connections: 30 % more orders per second than batches of up to 64; 8 and 32 gain less).
 */
const FULL_BATCH = 16;

/**
 * Gathers the orders that arrive within one turn of the event loop and sends them as few script
 * calls. Every caller gets its own verdict; a call that fails fails all its callers alike. All
 * answers of a batch are given in one tick, which is cheaper than one by one.
 */
export class AcceptBatcher {
  private waiting: Waiting[] = [];

  constructor(
    private readonly script: LuaScript,
    private readonly limits: readonly (string | number)[],
  ) {}

  submit(request: AcceptRequest): Promise<RawVerdict> {
    return new Promise((resolve, reject) => {
      const gathered = this.waiting.push({ request, resolve, reject });
      if (gathered === FULL_BATCH) this.flush();
      else if (gathered === 1) setImmediate(this.flush);
    });
  }

  /** Also called in vain, when the batch was full before its turn ended. */
  private readonly flush = (): void => {
    const batch = this.waiting;
    if (batch.length === 0) return;
    this.waiting = [];
    this.send(batch);
  };

  private send(batch: Waiting[]): void {
    const args: (string | number)[] = [...this.limits];
    for (const { request } of batch) {
      args.push(request.orderId, request.ttlMs ?? '', request.immutablePart, request.idempotency);
    }
    this.script(args).then(
      (reply) => answer(batch, reply as [number, number, ...(number | string[])[]]),
      (error: unknown) => batch.forEach((waiting) => waiting.reject(error)),
    );
  }
}

function answer(batch: Waiting[], reply: [number, number, ...(number | string[])[]]): void {
  const [nowMs, backlog, ...verdicts] = reply;
  for (const [i, raw] of verdicts.entries()) batch[i]?.resolve({ nowMs, backlog, raw });
}
