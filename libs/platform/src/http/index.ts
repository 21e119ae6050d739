export { takeCorrelationId } from '../problems/correlation-id';
export { createHttpAdapter, HttpAdapter } from './http-adapter';
export { bodyText, rawBodyText } from './json-body';
export * from './routing/http-route.decorator';
export { SECURITY_HEADERS } from './security-headers';
export { readJson, type JsonText } from './strict-json/read-json';
