/**
 * Tells the benchmark that started this process that it serves now, and ends with it: on SIGTERM, and
 * when the benchmark is gone without a word.
 */
export function serveAsChild(): void {
  process.once('SIGTERM', () => process.exit(0));
  process.once('disconnect', () => process.exit(0));
  process.send?.('ready');
}
