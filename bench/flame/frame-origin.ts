import type { CallFrame } from './cpu-profile.ts';

/** Whose code a frame is: ours, a package's, Node's own, or what V8 does. */
export type OriginKind = 'ours' | 'package' | 'node' | 'engine';

export interface Origin {
  kind: OriginKind;
  /** `@sluice/platform`, `fastify`, `node:http`, `garbage collection`. */
  name: string;
}

/** Frames without a place, by the names that V8 gives them. */
const ENGINE_FRAMES = new Map([
  ['(garbage collector)', 'garbage collection'],
  ['(program)', 'other native code (HTTP parser, event loop)'],
]);

const SOCKET_WRITING: Origin = { kind: 'engine', name: 'writing to sockets (system calls)' };

const PACKAGE = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const OURS = /\/dist\/[^/]+\/(apps|libs)\/([^/]+)\//;

/** Node's doors to the operating system, as far as they write; a gateway spends much of its time there. */
const SOCKET_WRITE = /^(writev|write(Buffer|Latin1String|Utf8String|AsciiString|Ucs2String))$/;

/**
 * Undefined for a function without a place, such as `JSON.parse`, and for WebAssembly: these work for
 * whoever calls them.
 */
export function originOf({ functionName, url }: CallFrame): Origin | undefined {
  const engine = ENGINE_FRAMES.get(functionName);
  if (engine !== undefined) return { kind: 'engine', name: engine };
  if (url === '' && SOCKET_WRITE.test(functionName)) return SOCKET_WRITING;
  if (url === '' || url.startsWith('wasm:')) return undefined;
  if (url.startsWith('node:')) return { kind: 'node', name: nodeModuleOf(url) };
  const [, ofPackage] = PACKAGE.exec(url) ?? [];
  if (ofPackage !== undefined) return { kind: 'package', name: ofPackage };
  const [, floor, project] = OURS.exec(url) ?? [];
  if (project === undefined) return { kind: 'ours', name: 'this benchmark' };
  return { kind: 'ours', name: floor === 'libs' ? `@sluice/${project}` : project };
}

/** `node:_http_server` → `node:http`, `node:internal/streams/writable` → `node:streams`. */
function nodeModuleOf(url: string): string {
  const path = url.slice('node:'.length).replace(/^internal\//, '');
  const [first = ''] = path.split('/');
  return `node:${first.replace(/^_(http|stream|tls)_.*/, '$1')}`;
}
