import type { ListenAddress } from './app-definition';

/** One sentence for the operator on why an app did not start, with what to do where that is known. */
export function describeStartFailure(app: string, at: ListenAddress, error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  const address = `${at.host}:${at.port}`;
  switch (code) {
    case 'EADDRINUSE':
      return `${app}: ${address} is already in use; stop what listens there or choose another port.`;
    case 'EACCES':
      return `${app}: this user may not listen on ${address}; choose a port above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${app}: ${at.host} is not an address of this machine; choose one that is.`;
    default:
      return `${app}: could not start: ${firstLine(error)}`;
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? text;
}
