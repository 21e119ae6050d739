import { SECURITY_HEADERS } from '@sluice/platform';
import type { JsonObject } from '../json-object';
import { HEADERS, type HeaderName } from './header-catalogue';
import { LINKS } from './links';
import type { Answer, Content, HeaderUse } from './operation';

/** The answers of a call that are no problems, by status. */
export function plainAnswers(answers: Partial<Record<number, Answer>>): JsonObject {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [status, plainAnswer(answer as Answer)]),
  );
}

/** A body's media types with their schemas. */
export function contentOf(content: Content): JsonObject {
  return Object.fromEntries(
    Object.entries(content).map(([type, body]) => [
      type,
      { ...body, schema: typeof body?.schema === 'string' ? refer(body.schema) : body?.schema },
    ]),
  );
}

/** What the platform says to browsers with each answer. */
const FOR_BROWSERS: JsonObject = Object.fromEntries(
  Object.entries(SECURITY_HEADERS).map(([name, example]) => [
    name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()),
    {
      description: 'What a browser may do with the answer.',
      required: true,
      schema: { type: 'string' },
      example,
    },
  ]),
);

/** Header fields of an answer, with those that are on each, of whichever layer. */
export function headersOf(use: HeaderUse): JsonObject {
  const all: HeaderUse = { 'X-Correlation-Id': 'always', ...use };
  const own = Object.entries(all).map(([name, when]) => [
    name,
    { ...HEADERS[name as HeaderName], ...(when === 'always' ? { required: true } : {}) },
  ]);
  return { ...FOR_BROWSERS, ...(Object.fromEntries(own) as JsonObject) };
}

function plainAnswer({ description, headers = {}, content, links }: Answer): JsonObject {
  return {
    description,
    headers: headersOf(headers),
    ...(content ? { content: contentOf(content) } : {}),
    ...(links ? { links: LINKS[links] } : {}),
  };
}

const refer = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
