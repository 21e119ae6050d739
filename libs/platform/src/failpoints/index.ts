export { armFailpoints, failpoint, FAILPOINTS_SETTING_PATTERN } from './failpoint';
export { FAILPOINTS, type FailpointName } from './failpoint-names';
