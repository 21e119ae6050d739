export * from './config-error';
export * from './describe-settings';
export { IsAtLeast } from './is-at-least.decorator';
export * from './load-config';
export * from './order-path.config';
export * from './process-environment';
export * from './process.config';
export * from './secrets';
export { Setting, type SettingOptions, variableName } from './setting.decorator';
