import { EventStreamReader, type StreamEvent } from './event-stream.ts';
import { type Call, type GatewayConnection, readAnswer } from './gateway-connection.ts';
import { SluiceConnectionError } from './sluice-connection-error.ts';
import { TimeLimit } from './time-limit.ts';

/** The current state is sent at once; what holds it back longer buffers the stream. */
const FIRST_EVENT_MS = 10_000;

/** Three comments that keep the stream alive are missed. */
const SILENCE_MS = 45_000;

/** Here is no stream to be had: something between swallows or buffers it. */
export class NoStreamError extends Error {
  override readonly name = 'NoStreamError';
}

/**
 * The events of one connection, until it ends.
 *
 * @throws SluiceProblem for a refusal, NoStreamError, SluiceConnectionError when it breaks off
 */
export async function* openStream(
  connection: GatewayConnection,
  call: Call,
): AsyncGenerator<StreamEvent, void, undefined> {
  const limit = new TimeLimit(call.signal);
  limit.restart(FIRST_EVENT_MS);
  let seen = 0;
  try {
    for await (const piece of piecesOf(await connect(connection, call, limit))) {
      for (const event of piece) yield (seen++, event);
      limit.restart(seen > 0 ? SILENCE_MS : FIRST_EVENT_MS);
    }
  } catch (error) {
    throw causeOf(error, limit, call, seen);
  } finally {
    limit.stop();
  }
}

async function connect(
  connection: GatewayConnection,
  call: Call,
  limit: TimeLimit,
): Promise<ReadableStream<Uint8Array>> {
  const response = await connection.open(call, limit);
  const type = response.headers.get('content-type') ?? '';
  if (response.ok && type.startsWith('text/event-stream') && response.body) return response.body;
  if (!response.ok) await readAnswer(response, call);
  await response.body?.cancel();
  throw new NoStreamError(`an answer of type ${type}`);
}

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent[]> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const events = new EventStreamReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      yield events.read(decoder.decode(read.value, { stream: true }));
    }
  } finally {
    // Also when the caller looks no further: an open stream would hold its connection.
    await reader.cancel().catch(() => undefined);
  }
}

function causeOf(error: unknown, limit: TimeLimit, { signal }: Call, seen: number): unknown {
  signal?.throwIfAborted();
  if (limit.signal.aborted && seen === 0) return new NoStreamError('no event came in time');
  const isOurs = error instanceof Error && /^(Sluice|NoStream)/.test(error.name);
  return isOurs ? error : new SluiceConnectionError('the stream broke off', { cause: error });
}
