/** A submission as it came from a broker, whichever it was. Exactly one of the last three is called. */
export interface OrderMessage {
  body: Buffer;
  /** Of the message or, where the broker has a place of its own for it, of its properties. */
  header(name: string): string | undefined;
  /** It is dealt with for good. */
  done(): void;
  /** Nobody can be told that it is no order; somebody has to look at it. */
  bury(reason: string): void;
  /** Another gateway is to have it, where the broker can do that. */
  putBack(): void;
}
