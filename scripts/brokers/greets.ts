import { connect } from 'node:net';

const ANSWER_WITHIN_MS = 1_000;

/** What is said first on a connection to a broker, and how its answer begins. */
export interface Greeting {
  /** Empty when the broker speaks first. */
  hello: Buffer;
  answers: (data: Buffer) => boolean;
}

/** Whether somebody on this port speaks the protocol: an open port alone is no sign of readiness. */
export function greets(port: number, { hello, answers }: Greeting): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: ANSWER_WITHIN_MS });
    const answer = (isReady: boolean) => {
      socket.destroy();
      resolve(isReady);
    };
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
    socket.once('end', () => answer(false));
    socket.once('connect', () => hello.length > 0 && socket.write(hello));
    socket.once('data', (data: Buffer) => answer(answers(data)));
  });
}
