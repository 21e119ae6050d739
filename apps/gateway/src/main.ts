import 'reflect-metadata';
import { runApp } from '@sluice/platform';
import { AppModule } from './app.module';
import { GatewayConfig } from './gateway.config';

void runApp({
  name: 'gateway',
  config: GatewayConfig,
  module: (config) => AppModule.forRoot(config),
  listen: (config) => ({ host: config.gatewayHost, port: config.gatewayPort }),
  adapter: (config) => ({ bodyLimitBytes: config.bodyLimitBytes }),
});
