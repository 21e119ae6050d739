import type { ProblemCode } from '@sluice/contracts';
import type { Constructor } from '@sluice/platform';
import { contentOf, plainAnswers } from './answers';
import { orderCallback } from './order-callback';
import { API_VERSION } from '../api-version';
import type { JsonObject } from '../json-object';
import type { Operation } from './operation';
import { OPERATIONS } from './operations/all-operations';
import { PARAMETERS } from './parameter-catalogue';
import { problemAnswers } from './problem-answers';
import { allSchemas } from './schemas/all-schemas';

/** What of the document depends on how this gateway is set up. */
export interface DocumentSettings {
  /** Whether API keys are asked for. */
  isGuarded: boolean;
  /** Bodies of calls that are described by the decorators of a class. */
  requests: readonly Constructor[];
}

const TAGS = [
  { name: 'Intake', description: 'How orders come in.' },
  { name: 'Tracking', description: 'What becomes of an order.' },
  { name: 'Organizations', description: 'Work that is done off the critical path.' },
  { name: 'Queues', description: "Operators' view, and their commands." },
  { name: 'Observation', description: 'Health and metrics.' },
  { name: 'Documents', description: 'This reference, for people and programs.' },
];

const DESCRIPTION = `An order answered 202 is saved exactly once, or ends in a visible failed, expired or cancelled state.

Errors of every layer are problem documents (RFC 9457); look at \`code\`. A request whose head is too large is answered 431, one that does not arrive in time 408, whatever it asked for; a method that the resource does not know 405 with \`Allow\`.`;

const BEARER = { bearer: [] };

/** The OpenAPI 3.1 document of the gateway's HTTP interface. */
export function openapiDocument(settings: DocumentSettings): JsonObject {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sluice order gateway',
      version: API_VERSION,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // Where the document was read, the calls are.
    servers: [{ url: '/' }],
    tags: TAGS.filter(({ name }) => OPERATIONS.some(({ tag }) => tag === name)),
    paths: pathsOf(settings),
    components: {
      schemas: allSchemas(settings.requests),
      parameters: PARAMETERS,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key of this gateway.' },
      },
    },
  };
}

function pathsOf(settings: DocumentSettings): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const operation of OPERATIONS) {
    const path = (paths[operation.path] ??= {});
    path[operation.method] = describe(operation, settings);
  }
  return paths;
}

function describe(operation: Operation, { isGuarded }: DocumentSettings): JsonObject {
  const { id, tag, summary, description, parameters = [], body, answers } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    security: operation.role === 'open' ? [] : isGuarded ? [BEARER] : [{}, BEARER],
    parameters: ['CorrelationId', ...parameters].map((name) => ({
      $ref: `#/components/parameters/${name}`,
    })),
    ...(body ? { requestBody: { required: true, content: contentOf(body.content) } } : {}),
    responses: {
      ...plainAnswers(answers),
      ...problemAnswers(problemsOf(operation, isGuarded), operation.path, operation.problemHeaders),
    },
    ...(operation.callsBack ? { callbacks: { outcome: orderCallback() } } : {}),
  };
}

/** What every call can meet, and every call of its kind, before it is its own turn. */
function problemsOf(operation: Operation, isGuarded: boolean): ProblemCode[] {
  const { body, asksRedis, problems = [] } = operation;
  return [
    'malformed-http',
    ...accessProblems(operation, isGuarded),
    'not-acceptable',
    'uri-too-long',
    ...(body ? BODY_PROBLEMS : []),
    ...(asksRedis ? (['queue-unavailable'] as const) : []),
    ...problems,
    'headers-too-large',
    'internal',
  ];
}

const BODY_PROBLEMS = [
  'invalid-json',
  'invalid-request',
  'body-too-large',
  'unsupported-media-type',
] as const;

/** Without keys, foreign web pages are refused, and whoever is not on this machine. */
function accessProblems({ role }: Operation, isGuarded: boolean): ProblemCode[] {
  if (!isGuarded) return ['forbidden'];
  return role === 'open' ? [] : ['unauthenticated', 'forbidden'];
}
