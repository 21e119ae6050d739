import type { IncomingMessage } from 'node:http';
import { takeCorrelationId } from '../../problems/correlation-id';
import type { RawRequest } from './raw-problem';

const REQUEST_LINE = /^([A-Z]+) ([\x21-\x7e]+) HTTP\/1\.[01]\r\n/;
const CORRELATION_FIELD = /\r\nx-correlation-id:[ \t]*([\x21-\x7e]*)[ \t]*\r\n/i;

/** More of a broken packet is not searched. */
const MAX_HEAD_BYTES = 32 * 1024;

/** What a request that Node understood says about itself. */
export function rawRequestOf(request: IncomingMessage): RawRequest {
  const { method = '', url: target = '/' } = request;
  return { method, target, correlationId: takeCorrelationId(request) };
}

/** What can be learned from the packet at which Node gave up, if it begins with a request line. */
export function readRawRequest(packet: Buffer | undefined): RawRequest {
  const head = packet?.toString('latin1', 0, MAX_HEAD_BYTES) ?? '';
  const [, method = '', target = '/'] = REQUEST_LINE.exec(head) ?? [];
  const given = method === '' ? undefined : CORRELATION_FIELD.exec(head)?.[1];
  const headers = given === undefined ? {} : { 'x-correlation-id': given };
  return { method, target, correlationId: takeCorrelationId({ headers }) };
}
