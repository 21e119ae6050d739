import { grouped, markdownTable } from '../measure/text-table.ts';
import { GATEWAY_COUNTS, type TransportFigures, UNREAD } from './replies.model.ts';
import { deliveredText } from './replies-report.ts';

interface Advice {
  transport: string;
  situation: string;
  /** What the figures say for or against it. */
  measured: (figures: TransportFigures) => string;
  /** What source document 002 says of this way. */
  document: string;
}

const MOST_GATEWAYS = Math.max(...GATEWAY_COUNTS);

const ms = (value: number): string => `${grouped(value, 2)} ms`;
const quickness = ({ p50Ms, p99Ms }: TransportFigures): string =>
  `p50 ${ms(p50Ms.median)}, p99 ${ms(p99Ms.median)}`;
const back = ({ recoveryMs }: TransportFigures): string =>
  `back ${grouped(recoveryMs.median)} ms after a restart`;
const delivered = ({ deliveredPerReply }: TransportFigures): string =>
  `${deliveredText(deliveredPerReply[MOST_GATEWAYS])} delivered per reply with ${MOST_GATEWAYS} gateways`;

const ADVICE: readonly Advice[] = [
  {
    transport: 'redis-pubsub',
    situation: 'Nothing speaks against Redis, in which the queue lives anyway: the default',
    measured: (it) =>
      `${quickness(it)}; ${grouped(it.brokerCpuUs.median)} µs of the broker per reply; ${back(it)}`,
    document: 'Worth a thought where Redis is in use',
  },
  {
    transport: 'redis-channel',
    situation: 'A channel for each caller is wanted; else take the line above',
    measured: (it) =>
      `${quickness(it)}; ${grouped(it.brokerCpuUs.median)} µs of the broker per reply`,
    document: 'As above',
  },
  {
    transport: 'single-instance',
    situation: 'One gateway, for ever: a second one is refused',
    measured: quickness,
    document: 'Simplest by far',
  },
  {
    transport: 'kafka-filter',
    situation: 'Outcomes have to go through Kafka, and gateways are few',
    measured: (it) => `${quickness(it)}; ${delivered(it)}; ${back(it)}`,
    document: 'More robust than partitions, for more messages',
  },
  {
    transport: 'kafka-partition',
    situation: 'Kafka, and so many gateways that reading everything hurts',
    measured: (it) => `${quickness(it)}; ${delivered(it)}; ${back(it)}`,
    document: 'Rather not: several things can break',
  },
  {
    transport: 'jms-temporary-queue',
    situation: 'A JMS broker',
    measured: (it) => `${quickness(it)}; ${back(it)}`,
    document: 'Mind clean-up, and how many queues the broker bears',
  },
  {
    transport: 'jms-selector',
    situation: 'A JMS broker whose one reply queue is shared and cannot be changed',
    measured: (it) =>
      `${quickness(it)}, but ${ms(it.unreadP50Ms.median)} and ${ms(it.unreadP99Ms.median)} with ${grouped(UNREAD)} unread`,
    document: 'Elegant while few messages lie in the queue',
  },
];

/** Which one to take, with the figures that say so. */
export function repliesGuide(figures: readonly TransportFigures[]): string {
  const rows = ADVICE.flatMap(({ transport, situation, measured, document }) => {
    const own = figures.find((it) => it.transport === transport);
    return own ? [[situation, `\`${transport}\``, measured(own), document]] : [];
  });
  const head = ['when', 'take', 'measured here', 'the document says'];
  return markdownTable({ head, align: head.map(() => 'left'), rows });
}
