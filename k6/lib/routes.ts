import { textOption } from './suite-options.ts';

/** The only file that knows where things are; the suites speak of orders. */
const GATEWAY_URL = (__ENV['BASE_URL'] ?? 'http://127.0.0.1:3000').replace(/\/+$/, '');

const ORDERS = `${GATEWAY_URL}/v1/orders`;
const QUEUE = `${GATEWAY_URL}/v1/queues/orders`;

export const ROUTES = {
  sync: `${ORDERS}/sync`,
  async: `${ORDERS}/async`,
  negotiated: ORDERS,
  batch: `${ORDERS}/batch`,
  order: (id: string): string => `${ORDERS}/${id}`,
  events: (id: string): string => `${ORDERS}/${id}/events`,
  byNumber: (orderNumber: string): string => `${ORDERS}?orderNumber=${orderNumber}`,
  health: `${GATEWAY_URL}/health`,
  live: `${GATEWAY_URL}/health/live`,
  ready: `${GATEWAY_URL}/health/ready`,
  metrics: `${GATEWAY_URL}/metrics`,
  queues: `${GATEWAY_URL}/v1/queues`,
  queue: QUEUE,
  pause: `${QUEUE}/pause`,
  resume: `${QUEUE}/resume`,
  deadLetters: `${QUEUE}/dead-letters`,
  retry: (id: string): string => `${QUEUE}/dead-letters/${id}/retry`,
  limiter: `${QUEUE}/limiter`,
  organization: (id: string): string => `${GATEWAY_URL}/v1/organizations/${id}`,
  openApi: `${GATEWAY_URL}/docs/openapi.json`,
  asyncApi: `${GATEWAY_URL}/docs/asyncapi.json`,
  /** A path that the gateway has named itself. */
  at: (path: string): string => GATEWAY_URL + path,
  isUnlinking: (path: string): boolean =>
    /^\/v1\/organizations\/[\w.-]+\/unlinkings\/[\w.-]+$/.test(path),
  nowhere: `${GATEWAY_URL}/v1/no-such-thing`,
};

/** What a `Location` header of an order looks like. */
export const ORDER_LOCATION = /^\/v1\/orders\/([0-9a-f-]{36})$/;

/** And the one of its events. */
export const EVENTS_LOCATION = /^\/v1\/orders\/[0-9a-f-]{36}\/events$/;

/** An API key where the gateway asks for one; none is sent otherwise. */
export const API_KEY = textOption('api-key', '');
