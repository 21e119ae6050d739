export * from './problem-document';
export * from './problem-error';
export * from './problem.filter';
export { CORRELATION_HEADER, replyWithError, replyWithProblem } from './problem.reply';
export { toProblem } from './to-problem';
