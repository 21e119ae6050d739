import type { ReplyInbox } from '@sluice/replies';
import type { ReplyRig } from '@sluice/replies/testing';
import { startTestBroker } from '../../../../../test/support/broker-server';
import type { AmqpLine } from '../amqp-line';
import { JmsReplyOutbox } from '../jms-reply.outbox';
import { ArtemisManagement } from './artemis-management';

/** An Artemis of its own, as the conformance suite drives it. */
export async function jmsRig(
  createInbox: (amqpUrl: string) => ReplyInbox,
  leftovers: (management: ArtemisManagement) => Promise<string[]>,
): Promise<ReplyRig> {
  const broker = await startTestBroker('artemis');
  const injector = new JmsReplyOutbox(broker.url, 'rig');
  return {
    createInbox: () => createInbox(broker.url),
    createOutbox: () => new JmsReplyOutbox(broker.url, 'worker'),
    inject: (address, text, correlationId) => injector.sendText(address, text, correlationId),
    crash: (inbox) => (inbox as unknown as { line: AmqpLine }).line.drop(),
    restartBroker: () => broker.restart(),
    leftovers: () => withManagement(broker.url, leftovers),
    async stop() {
      await injector.close();
      await broker.stop();
    },
  };
}

/** Asks the broker something over a connection of its own. */
export async function withManagement<T>(
  amqpUrl: string,
  ask: (management: ArtemisManagement) => Promise<T>,
): Promise<T> {
  const management = await ArtemisManagement.connect(amqpUrl);
  try {
    return await ask(management);
  } finally {
    await management.close();
  }
}
