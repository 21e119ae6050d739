import { setMaxListeners } from 'node:events';

/** Injection token of what ends the calls of a kind of task that are under way; an AbortController. */
export const ABORT_CONTROLLER = Symbol('ABORT_CONTROLLER');

/** An AbortController that everything in flight listens to; Node suspects a leak beyond ten. */
export function broadcastController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
