export * from './reply-address';
export * from './reply-capabilities';
export * from './reply-inbox.port';
export * from './reply-outbox.port';
