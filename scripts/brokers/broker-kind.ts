import type { Service } from '../stack/service.ts';

/** The brokers that can be run here without containers. */
export const BROKER_NAMES = ['kafka', 'artemis', 'rabbitmq', 'nats'] as const;

export type BrokerName = (typeof BROKER_NAMES)[number];

/** Where one broker lives. */
export interface BrokerPlace {
  /** For everything that it keeps; made if missing. */
  folder: string;
  logFile: string;
  /** The one that clients connect to comes first. All are bound to the loopback address. */
  ports: number[];
}

/** Told what takes a while, such as a download. */
export type Say = (line: string) => void;

/** How one kind of broker is installed, set up and run. */
export interface BrokerKind {
  name: BrokerName;
  /** As documented of the broker; for people, not for tests. */
  usualPort: number;
  /** How many ports it needs. */
  portCount: number;
  /** Name of our setting that its address goes to. */
  setting: string;
  /** Installs what is missing. Safe to repeat. @throws Error with a sentence that says what to do */
  install(say: Say): Promise<void>;
  /** Its processes in the order in which they start; the last one is the broker itself. */
  services(place: BrokerPlace): Promise<Service[]>;
  /** The address as that setting takes it. */
  addressOf(port: number): string;
}
