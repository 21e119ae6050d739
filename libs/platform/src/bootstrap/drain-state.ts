import { Injectable } from '@nestjs/common';

/** Whether this process is on its way out: it takes nothing new, and readiness says so. */
@Injectable()
export class DrainState {
  private readonly controller = new AbortController();

  get draining(): boolean {
    return this.controller.signal.aborted;
  }

  /** Aborted when draining begins; ends long polls, streams and waits of their own accord. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Idempotent; there is no way back. */
  begin(): void {
    this.controller.abort();
  }
}
