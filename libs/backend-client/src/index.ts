export * from './backend-answer';
export * from './backend-client.module';
export * from './backend-client.port';
export * from './undici-backend.client';
