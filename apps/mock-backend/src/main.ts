import { runApp } from '@sluice/platform';
import { BackendConfig } from './backend.config';
import { mockBackendModule } from './mock-backend.module';

/** Whatever the gateway takes must find room here, however it is spelled. */
const BODY_LIMIT_BYTES = 1_048_576;

void runApp({
  name: 'mock-backend',
  config: BackendConfig,
  module: mockBackendModule,
  adapter: () => ({ bodyLimitBytes: BODY_LIMIT_BYTES }),
  listen: ({ backendHost, backendPort }) => ({ host: backendHost, port: backendPort }),
});
