import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigError, describeFault } from '../config/config-error';
import { loadProcessConfig } from '../config/process-environment';
import type { ProcessConfig } from '../config/process.config';
import { secretsOf } from '../config/secrets';
import { createHttpAdapter } from '../http';
import { armFailpoints } from '../failpoints/failpoint';
import { cleanLine, hideFromLogs } from '../logging/log-line';
import type { Logger } from '../logging/logger.port';
import { NestLogger } from '../logging/nest-logger';
import { createLogger } from '../logging/pino-logger';
import { redactText } from '../logging/redact-fields';
import { ProblemFilter } from '../problems';
import type { AppDefinition } from './app-definition';
import { closable } from './closable-app';
import { DrainState } from './drain-state';
import { EXIT_CODES } from './exit-codes';
import { GracefulShutdown } from './graceful-shutdown';
import { PlatformModule } from './platform.module';
import { announceReady, exitOnCrash, exitProcess, onStopRequest } from './process-door';
import { RootModule } from './root.module';
import { warnOfShortGrace } from './short-grace';
import { describeStartFailure } from './start-failure';

/** Connections that may wait while the event loop is busy; at Node's 511 a burst is made to retry. */
const LISTEN_BACKLOG = 4096;

interface Run<C extends ProcessConfig> {
  definition: AppDefinition<C>;
  config: Readonly<C>;
  logger: Logger;
  drain: DrainState;
}

/**
 * Runs an app as this process, from its settings to its exit.
 *
 * Exit codes: 0 stopped in order or cut at the deadline, 1 could not start or crashed, 78 settings
 * at fault (each on a line of stderr), 130 at a second signal. Resolves when the app serves.
 */
export async function runApp<C extends ProcessConfig>(definition: AppDefinition<C>): Promise<void> {
  const config = await configOrExit(definition);
  if (config === undefined) return;
  hideFromLogs(secretsOf(definition.config, config));
  const logger = createLogger(definition.name, config.logLevel);
  exitOnCrash(logger);
  armFailpoints(config.sluiceFailpoints);
  warnOfShortGrace(config, logger);
  const run = { definition, config, logger, drain: new DrainState() };
  const starting = start(run);
  stopOnRequest(run, starting);
  await starting.then(announceReady, (error: unknown) => failStart(run, error));
}

async function configOrExit<C extends ProcessConfig>(
  definition: AppDefinition<C>,
): Promise<Readonly<C> | undefined> {
  try {
    return loadProcessConfig(definition.config);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    await exitForConfig(definition.name, error);
    return undefined;
  }
}

async function exitForConfig(app: string, { faults }: ConfigError): Promise<void> {
  faults.forEach((fault) => complain(`${app}: ${describeFault(fault)}`));
  await exitProcess(EXIT_CODES.badConfig);
}

async function start<C extends ProcessConfig>(run: Run<C>): Promise<NestFastifyApplication> {
  const { definition, config, logger } = run;
  const adapter = createHttpAdapter(definition.adapter?.(config) ?? {});
  const app = await NestFactory.create<NestFastifyApplication>(rootModule(run), adapter, {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  await definition.configure?.(app, config);
  const address = definition.listen(config);
  await app.listen({ ...address, backlog: LISTEN_BACKLOG });
  logger.info({ url: await app.getUrl() }, 'ready');
  return app;
}

function rootModule<C extends ProcessConfig>(run: Run<C>): DynamicModule {
  const { definition, config, logger, drain } = run;
  const platform = PlatformModule.forApp({
    name: definition.name,
    Config: definition.config,
    config,
    logger,
    drain,
  });
  return RootModule.joining(platform, definition.module(config));
}

function stopOnRequest<C extends ProcessConfig>(
  run: Run<C>,
  starting: Promise<NestFastifyApplication>,
): void {
  const { config, drain, logger } = run;
  const times = { graceMs: config.shutdownGraceMs, delayMs: config.shutdownDelayMs };
  const shutdown = new GracefulShutdown(drain, logger, times, exitProcess);
  const app = starting.then(closable);
  app.catch(() => undefined);
  onStopRequest(
    (name) => shutdown.signal(name, app),
    (name) => void shutdown.begin(name, app),
  );
}

async function failStart<C extends ProcessConfig>(run: Run<C>, error: unknown): Promise<void> {
  const { definition, config, logger } = run;
  // A setting that names a file is only known to be bad once that has been read.
  if (error instanceof ConfigError) return exitForConfig(definition.name, error);
  const sentence = describeStartFailure(definition.name, definition.listen(config), error);
  logger.debug({ err: error }, 'start failed');
  complain(sentence);
  await exitProcess(isBadSetup(error) ? EXIT_CODES.badConfig : EXIT_CODES.failed);
}

/** An error that knows that starting again does not help. */
function isBadSetup(error: unknown): boolean {
  return error instanceof Error && 'exitCode' in error && error.exitCode === EXIT_CODES.badConfig;
}

/** For people, on stderr; as free of secrets as a log line. */
function complain(sentence: string): void {
  process.stderr.write(`${cleanLine(redactText(sentence))}\n`);
}
