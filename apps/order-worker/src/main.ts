import 'reflect-metadata';
import { runApp } from '@sluice/platform';
import { RedisCommandServer } from './operations/redis-command.server';
import { WorkerConfig } from './worker.config';
import { workerModule } from './worker.module';

void runApp({
  name: 'order-worker',
  config: WorkerConfig,
  module: workerModule,
  listen: ({ workerHost, workerPort }) => ({ host: workerHost, port: workerPort }),
  configure: async (app, { redisUrl }) => {
    app.connectMicroservice({ strategy: new RedisCommandServer(redisUrl) });
    await app.startAllMicroservices();
  },
});
