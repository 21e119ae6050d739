import 'reflect-metadata';
import { runApp } from '@sluice/platform';
import { AppModule } from './app.module';
import { GatewayConfig } from './gateway.config';
import { connectMessaging } from './messaging/connect-messaging';

void runApp({
  name: 'gateway',
  config: GatewayConfig,
  module: (config) => AppModule.forRoot(config),
  listen: (config) => ({ host: config.gatewayHost, port: config.gatewayPort }),
  configure: connectMessaging,
  adapter: (config) => ({ bodyLimitBytes: config.bodyLimitBytes }),
});
