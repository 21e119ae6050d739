import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ProcessConfig } from '../config/process.config';
import type { createHttpAdapter } from '../http';

export type HttpAdapterOptions = Parameters<typeof createHttpAdapter>[0];

export interface ListenAddress {
  host: string;
  port: number;
}

/** What makes one app different from the next; everything else is `runApp`'s. */
export interface AppDefinition<C extends ProcessConfig> {
  /** Appears in log lines and on stderr. */
  name: string;
  /** Its instance is injectable by this class everywhere in the app, by `ProcessConfig` too. */
  config: new () => C;
  module: (config: Readonly<C>) => DynamicModule | Type;
  listen: (config: Readonly<C>) => ListenAddress;
  adapter?: (config: Readonly<C>) => HttpAdapterOptions;
  /** Runs before the app listens, e.g. to attach a microservice. */
  configure?: (app: NestFastifyApplication, config: Readonly<C>) => Promise<void> | void;
}
