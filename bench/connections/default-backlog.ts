/**
 * Preloaded into a gateway by this benchmark only (`node --import`): takes away the length of the
 * queue for new connections that it asks for, so that Node's own (511) can be measured.
 */
import { Server } from 'node:net';

const { prototype } = Server as {
  prototype: { listen: (this: Server, ...args: unknown[]) => Server };
};
const { listen } = prototype;

prototype.listen = function (...args) {
  const [options] = args;
  if (typeof options === 'object' && options !== null) Reflect.deleteProperty(options, 'backlog');
  return listen.apply(this, args);
};
