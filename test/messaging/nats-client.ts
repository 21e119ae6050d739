import { connect, createInbox, headers as createHeaders } from '@nats-io/transport-node';
import { DEAD_SUBMISSIONS_CHANNEL, SUBMISSIONS_CHANNEL } from '@sluice/contracts';
import { type Answer, answerOf, type MessageClient } from './message-client';

/** A client with an inbox of its own. */
export async function natsClient(url: string): Promise<MessageClient> {
  const connection = await connect({ servers: url, maxReconnectAttempts: -1 });
  const answers: Answer[] = [];
  const destination = createInbox();
  let dead = 0;
  connection.subscribe(destination, {
    callback: (_error, { data, headers }) => {
      answers.push(answerOf(headers?.get('kind'), headers?.get('correlationId'), data));
    },
  });
  connection.subscribe(DEAD_SUBMISSIONS_CHANNEL, { callback: () => void (dead += 1) });
  return {
    destination,
    answers,
    reconnects: true,
    async submit(body, { replyTo, ...rest }) {
      const headers = createHeaders();
      for (const [name, value] of Object.entries(rest)) headers.set(name, value);
      const options = replyTo === undefined ? { headers } : { headers, reply: replyTo };
      connection.publish(SUBMISSIONS_CHANNEL, body, options);
      await connection.flush();
    },
    buried: () => Promise.resolve(dead),
    close: () => connection.close(),
  };
}
