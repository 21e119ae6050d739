import type { CarriedMessage } from './async-contract';

/** Told what came, and at which address. */
export type CarriedListener = (address: string, message: CarriedMessage) => void;

/** A broker with nothing between: what is written here is what it carries. */
export interface BrokerWire {
  /** Resolves when what comes to the address from now on will be told. */
  listen(address: string, isOwn: boolean): Promise<void>;
  /** Resolves when the broker has the message. */
  send(address: string, message: CarriedMessage): Promise<void>;
  close(): Promise<void>;
}

/** Opens a wire to the broker at this address, where `submissions` has its readers already. */
export type OpenWire = (
  url: string,
  submissions: string,
  listener: CarriedListener,
) => Promise<BrokerWire>;
