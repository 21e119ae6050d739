export * from './app-definition';
export { APP_NAME } from './app-name';
export { DrainState } from './drain-state';
export { EXIT_CODES } from './exit-codes';
export { PlatformModule, type PlatformModuleOptions } from './platform.module';
export { runApp } from './run-app';
