/**
 * Container health check: exit code 0 when the URL given as the argument answers 2xx in time. The
 * image has no curl, and needs none.
 */
const TIMEOUT_MS = 2_500;

try {
  const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(TIMEOUT_MS) });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
