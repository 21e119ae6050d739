import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JsonText } from './strict-json/read-json';

const JSON_TEXT = Symbol('json text');
const BODY_LIMIT = Symbol('body limit');
const JSON_TYPES = Symbol('json types');

interface BodyMembers {
  [JSON_TEXT]: JsonText | null;
  [BODY_LIMIT]: number;
  [JSON_TYPES]: readonly string[] | null;
}

const membersOf = (request: FastifyRequest) => request as FastifyRequest & BodyMembers;

/** Stands for a body that was refused: the failure is raised later, so that the connection lives. */
export class RefusedBody {
  constructor(readonly error: Error) {}
}

/** Declares the members once, so that all requests keep one shape. */
export function declareBodyMembers(instance: FastifyInstance, limitBytes: number): void {
  instance.decorateRequest(JSON_TEXT, null);
  instance.decorateRequest(BODY_LIMIT, limitBytes);
  instance.decorateRequest(JSON_TYPES, null);
}

/** Keeps the text of a parsed body with its request. */
export function keepJsonText(request: FastifyRequest, json: JsonText): void {
  membersOf(request)[JSON_TEXT] = json;
}

/** Bytes that the body of this request may have. */
export function bodyLimitOf(request: FastifyRequest): number {
  return membersOf(request)[BODY_LIMIT];
}

/** Sets another limit for this request, in bytes; before its body is read. */
export function setBodyLimit(request: FastifyRequest, limitBytes: number): void {
  membersOf(request)[BODY_LIMIT] = limitBytes;
}

/** Media types of JSON that this request's body may have beside `application/json`. */
export function jsonTypesOf(request: FastifyRequest): readonly string[] {
  return membersOf(request)[JSON_TYPES] ?? [];
}

/** Sets them for this request; before its body is read. */
export function setJsonTypes(request: FastifyRequest, types: readonly string[]): void {
  membersOf(request)[JSON_TYPES] = types;
}

/**
 * The JSON text of the request's body as it was parsed, equal to `JSON.stringify` of its value; the
 * text as it came where it has that form. Empty without a JSON body. To be stored and passed on.
 */
export function bodyText(request: FastifyRequest): string {
  const json = membersOf(request)[JSON_TEXT];
  if (!json) return '';
  return json.isCanonical ? json.text : JSON.stringify(json.value);
}

/** The body as the client spelled it; empty without a JSON body. For fingerprints. */
export function rawBodyText(request: FastifyRequest): string {
  return membersOf(request)[JSON_TEXT]?.text ?? '';
}
