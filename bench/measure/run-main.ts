import { BuildError } from '../../scripts/build/build-apps.ts';
import { ServiceStartError } from '../../scripts/stack/service.ts';
import { UsageError } from './cli-options.ts';
import { Resources } from './resources.ts';

const INTERRUPTED = 130;

/**
 * Runs a benchmark's main function, undoes everything it started and sets the exit code. A signal,
 * or the death of whoever started us, ends it early in the same clean way.
 */
export async function runMain(main: (resources: Resources) => Promise<void>): Promise<void> {
  const resources = new Resources();
  const interrupt = () => {
    void resources.stopAll().then(() => process.exit(INTERRUPTED));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt).once('disconnect', interrupt);
  process.channel?.unref();
  try {
    await main(resources);
  } catch (error) {
    // What fails once everything is being stopped fails because of that.
    if (!resources.signal.aborted) process.exitCode = complain(error);
  } finally {
    process.off('disconnect', interrupt);
    await resources.stopAll();
  }
}

/** Gives the exit code. A fault of ours needs its stack; what others say, their own words. */
function complain(error: unknown): number {
  if (error instanceof UsageError || isParseArgsError(error)) {
    console.error(error.message);
    return 2;
  }
  if (error instanceof BuildError) console.error(error.message);
  else if (error instanceof ServiceStartError) console.error(`${error.message}\n${error.output}`);
  else console.error(error);
  return 1;
}

function isParseArgsError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  );
}
