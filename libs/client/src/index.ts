export { type ClientOptions, type RetryLimits } from './client-options.ts';
export type * from './contract.ts';
export { isTerminal } from './order-answers.ts';
export {
  type CallOptions,
  SluiceClient,
  type SubmitAndWaitOptions,
  type SubmitOptions,
} from './sluice-client.ts';
export { SluiceConnectionError } from './sluice-connection-error.ts';
export { SluiceProblem, UNREADABLE_ANSWER } from './sluice-problem.ts';
