import { PROBLEM_CATALOGUE } from '@sluice/contracts';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { OrganizationRequest } from '../../organizations/organization.request';
import { LimiterRequest } from '../../queues/limiter.request';
import { openapiDocument } from './openapi-document';

const documents = [true, false].map(
  (isGuarded) =>
    JSON.parse(
      JSON.stringify(
        openapiDocument({ isGuarded, requests: [LimiterRequest, OrganizationRequest] }),
      ),
    ) as Json,
);

interface Json {
  [name: string]: Json;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const operationsOf = (document: Json) =>
  Object.values(document.paths!).flatMap((path) =>
    METHODS.filter((method) => method in path).map((method) => path[method]!),
  );

describe.each(documents)('the OpenAPI document', (document) => {
  it('is one, by a validator of others', async () => {
    const { Validator } = await import('@seriousme/openapi-schema-validator');
    expect(await new Validator().validate(document)).toMatchObject({ valid: true });
  });

  it('gives examples that fit their schemas', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema(document, 'document');
    const contents = operationsOf(document).flatMap(({ requestBody, responses, operationId }) =>
      [requestBody, ...Object.values(responses!)].flatMap((place) =>
        Object.values(place?.content ?? {}).map((content) => ({ operationId, content })),
      ),
    );
    const faults = contents.flatMap(({ operationId, content: { schema, examples } }) => {
      const fits = ajv.compile(rebased(schema!));
      return Object.entries(examples ?? {})
        .filter(([, { value }]) => !fits(value))
        .map(([name]) => `${JSON.stringify(operationId)} ${name}: ${ajv.errorsText(fits.errors)}`);
    });
    expect(contents.length).toBeGreaterThan(50);
    expect(faults).toEqual([]);
  });

  it('tells every problem of the catalogue somewhere, but what no call can meet', () => {
    const told = new Set(
      operationsOf(document).flatMap(({ responses }) =>
        Object.values(responses!).flatMap((response) =>
          Object.keys(response.content?.['application/problem+json']?.examples ?? {}),
        ),
      ),
    );
    // Where no keys are asked for, nobody is told to bring one.
    if (document === documents[1]) told.add('unauthenticated');
    const untold = Object.keys(PROBLEM_CATALOGUE).filter((code) => !told.has(code));
    // The first two are told in the document's description, the last one stands in dead letters.
    const elsewhere = ['method-not-allowed', 'request-timeout', 'callback-failed'];
    expect(untold).toEqual(elsewhere);
  });

  it('names each call once', () => {
    const ids = operationsOf(document).map(({ operationId }) => JSON.stringify(operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** References lead into the document, wherever the schema stands. */
function rebased(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as Json;
}
