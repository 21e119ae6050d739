export * from './public-address';
export * from './public-connector';
export * from './public-url';
