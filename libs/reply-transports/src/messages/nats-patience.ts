const RECONNECT_AFTER_MS = 500;

/** How every connection of ours to NATS comes back: always, and without holding up whoever waits. */
export const NATS_PATIENCE = {
  maxReconnectAttempts: -1,
  reconnectTimeWait: RECONNECT_AFTER_MS,
  waitOnFirstConnect: true,
} as const;
