import type { Server } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { fastify, type FastifyReply, type FastifyRequest, type RouteOptions } from 'fastify';
import { replyWithError } from '../problems/problem.reply';
import { admission } from './admit-request';
import {
  DEFAULT_HTTP_OPTIONS,
  fastifyOptions,
  type HttpAdapterOptions,
} from './http-adapter.options';
import { declareBodyMembers } from './json-body';
import { parseJsonBody } from './json-body.parser';
import { answerConnect } from './raw/connect';
import { limitPipelining } from './raw/pipelining';
import { closeInStages } from './raw/staged-close';
import { endBehindUpgrade } from './raw/upgrade';
import { cutSilentSockets } from './raw/silent-sockets';
import { hookRulesIn } from './routing/route-hooks';
import { RouteTable } from './routing/route-table';
import { answerUnrouted, methodNotAllowed } from './routing/unrouted';

const UNHOOKED = 'this adapter leaves out the hooks of Nest; add one with getInstance().addHook()';

/** Marks the routes that only refuse, which `Allow` must not count. */
const REFUSING = Symbol('refusing route');

/** Nest's Fastify adapter, with every answer that Nest or Fastify would word themselves replaced. */
export class HttpAdapter extends FastifyAdapter {
  private readonly routes = new RouteTable();

  constructor(options: Required<HttpAdapterOptions>) {
    const instance = fastify(fastifyOptions(options));
    const { addHook } = instance as { addHook: unknown };
    // Nest puts seven hooks before ours, for features that no app here uses; left out, because they
    // take a tenth of a request's time on this layer. Who asks for one of the features is told so.
    instance.addHook = () => instance;
    super(instance);
    Object.assign(instance, { addHook });
    this.instance.removeAllContentTypeParsers();
    this.instance.addContentTypeParser(['application/json', '*'], parseJsonBody);
    declareBodyMembers(this.instance, options.bodyLimitBytes);
    this.instance.addHook('onRoute', (route) => this.takeRoute(route));
    this.instance.addHook('onRequest', admission(this.routes));
    this.listenToServer(this.instance.server);
    cutSilentSockets(this.instance.server, options.unreadTimeoutMs);
  }

  /** Our parser stands; Nest would put its own beside it. */
  override registerParserMiddleware(): void {}

  override enableCors(): never {
    throw new Error(UNHOOKED);
  }

  override registerSecurityHook(): never {
    throw new Error(UNHOOKED);
  }

  override setOnRequestHook(): never {
    throw new Error(UNHOOKED);
  }

  override setOnResponseHook(): never {
    throw new Error(UNHOOKED);
  }

  /** Nest brings its handler when the app is initialised; ours answers in its place. */
  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.instance.setErrorHandler((error, _request, reply) => replyWithError(reply, error));
  }

  /** Called by Nest once all controllers have their routes. */
  override setNotFoundHandler(): ReturnType<FastifyAdapter['setNotFoundHandler']> {
    this.refuseShadowedMethods();
    return this.instance.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) =>
      answerUnrouted(this.routes, request, reply),
    );
  }

  private takeRoute(route: RouteOptions): void {
    if (REFUSING in (route.config ?? {})) return;
    this.routes.add([route.method].flat(), route.url);
    hookRulesIn(route);
  }

  /** Else `DELETE /orders/batch` would be taken for the deletion of an order named "batch". */
  private refuseShadowedMethods(): void {
    for (const { url, methods } of this.routes.shadows()) {
      for (const method of methods) this.refuse(method, url);
    }
  }

  private refuse(method: string, url: string): void {
    const refuse = () => methodNotAllowed(this.routes.allowedFor(url) ?? []);
    this.instance.route({
      method,
      url,
      exposeHeadRoute: false,
      config: { [REFUSING]: true },
      onRequest: (_request, _reply, done) => done(refuse()),
      handler: (_request, reply) => replyWithError(reply, refuse()),
    });
  }

  private listenToServer(server: Server): void {
    server.on('connect', answerConnect(this.routes));
    server.prependListener('request', limitPipelining);
    server.prependListener('request', endBehindUpgrade);
    closeInStages(server);
    // Node would answer an expectation it does not know without a body; it may as well be ignored.
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  }
}

/**
 * The HTTP server of an app: strict JSON in, and a problem document for whatever goes wrong on any
 * layer, with the correlation id on every answer.
 */
export function createHttpAdapter(options: HttpAdapterOptions = {}): HttpAdapter {
  return new HttpAdapter({ ...DEFAULT_HTTP_OPTIONS, ...options });
}
