import { randomBytes } from 'node:crypto';

const TRACEPARENT = /^(00-[0-9a-f]{32}-)[0-9a-f]{16}(-[0-9a-f]{2})$/;

/** The trace context of the next hop: same trace, a parent id of its own (W3C Trace Context). */
export function nextHop(traceparent: string | undefined): string | undefined {
  const parts = TRACEPARENT.exec(traceparent ?? '');
  if (parts === null) return undefined;
  return `${parts[1]}${randomBytes(8).toString('hex')}${parts[2]}`;
}
