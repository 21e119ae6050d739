/**
 * Preloaded into a gateway by this benchmark only (`node --import`): every order gets a call of the
 * accept script of its own, as if there were no batches.
 */
import { compiledModule } from './compiled-module.ts';

interface Batcher {
  submit: (this: Batcher, order: unknown) => Promise<unknown>;
  flush: () => void;
}

const { AcceptBatcher } = compiledModule('libs/task-queue/src/accept-batcher') as {
  AcceptBatcher: { prototype: Batcher };
};
const { submit } = AcceptBatcher.prototype;

AcceptBatcher.prototype.submit = function (order) {
  const verdict = submit.call(this, order);
  this.flush();
  return verdict;
};
