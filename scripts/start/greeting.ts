import type { Stack } from '../stack/stack.ts';
import type { Terminal } from '../terminal.ts';

export interface StartFacts {
  tookMs: number;
  logFolder: string;
  asksForKey: boolean;
}

/** What somebody who has just started Sluice wants to type next. */
export function greet(terminal: Terminal, stack: Stack, start: StartFacts): void {
  const { tookMs, logFolder, asksForKey } = start;
  const [gateway = ''] = stack.gatewayUrls;
  const ready = `Sluice is ready after ${(tookMs / 1_000).toFixed(1)} s.`;
  terminal.print();
  terminal.print(`${terminal.style('bold', ready)} Submit an order, then follow its Location:`);
  terminal.print();
  terminal.print(`  curl -i ${gateway}/v1/orders/async -H 'content-type: application/json' \\`);
  if (asksForKey) terminal.print(`    -H 'authorization: Bearer <a key of API_KEYS_FILE>' \\`);
  terminal.print(
    `    -d '{"orderNumber":"A-'$RANDOM'","items":[{"sku":"book","quantity":2,"unitPrice":1250}]}'`,
  );
  terminal.print();
  terminal.print(
    terminal.style('dim', `Health: ${gateway}/health · logs: ${logFolder} · Ctrl-C stops it`),
  );
  terminal.print();
}
