import { setMaxListeners } from 'node:events';

/** An AbortController whose signal all orders in flight listen to; Node suspects a leak beyond ten. */
export function broadcastController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
