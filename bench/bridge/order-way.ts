/** A way for an order to get to the backend and its outcome back to the client, in one request. */
export interface OrderWay {
  readonly key: WayKey;
  /** For people; says what is measured. */
  readonly title: string;
  /** Where an order is POSTed to. */
  readonly url: string;
  readonly backendUrl: string;
  /** Fields of a request; the serial number makes what has to be unique so. */
  headers(serial: string): Record<string, string>;
  /** The processes whose CPU time an order costs. */
  readonly pids: Record<string, number>;
}

export type WayKey = 'direct' | 'bridge' | 'bridgeAlways';

/** As wide as a serial number: where a generator puts its own. */
export const SERIAL_PLACEHOLDER = '@'.repeat(10);
