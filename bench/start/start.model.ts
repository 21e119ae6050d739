/** One process, started once and left alone for a while. */
export interface ProcessStart {
  /** `gateway`, `order-worker`, `mock-backend`, `redis`. */
  name: string;
  round: number;
  /** From the wish to start it until it says that it is ready. */
  readyMs: number;
  /** CPU time that it took until then, all threads. */
  cpuMs: number;
  /** In memory after the rest, in kB. */
  residentKb: number;
  /** Of that what it shares with no file: without the code of Node itself, for instance. */
  ownKb: number;
}
