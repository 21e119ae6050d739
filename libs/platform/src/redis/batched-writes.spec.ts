import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import type { Redis } from 'ioredis';
import { batchWrites } from './batched-writes';

/** Keeps what each system call would have carried. */
class Socket extends Writable {
  readonly calls: string[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.calls.push(String(chunk));
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.calls.push(chunks.map(({ chunk }) => String(chunk)).join(' '));
    done();
  }
}

class Client extends EventEmitter {
  stream = new Socket();

  connect(): Socket {
    this.stream = new Socket();
    this.emit('connect');
    return this.stream;
  }
}

const endOfTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('batchWrites', () => {
  let client: Client;

  beforeEach(() => {
    client = new Client();
    batchWrites(client as unknown as Redis);
  });

  it('lets the commands of one turn leave together, those of promises included', async () => {
    const socket = client.connect();
    socket.write('a');
    void Promise.resolve().then(() => socket.write('b'));
    expect(socket.calls).toEqual([]);
    await endOfTurn();
    expect(socket.calls).toEqual(['a b']);
  });

  it('holds nothing back for the next turn', async () => {
    const socket = client.connect();
    socket.write('a');
    await endOfTurn();
    socket.write('b');
    await endOfTurn();
    expect(socket.calls).toEqual(['a', 'b']);
  });

  it('goes on with the next connection, and lets go of what is written before an end', async () => {
    client.connect().destroy();
    const socket = client.connect();
    socket.write('a');
    socket.end();
    await endOfTurn();
    expect(socket.calls).toEqual(['a']);
  });
});
