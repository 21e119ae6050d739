import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

type Schema = Record<string, unknown>;

/** One documented answer. */
export interface DocumentedResponse {
  headers?: Record<string, { required?: boolean; schema: Schema }>;
  content?: Record<string, { schema: Schema; examples?: Record<string, unknown> }>;
}

interface OpenapiDocument {
  paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, DocumentedResponse> }>
  >;
}

/** One documented call. */
export interface DocumentedCall {
  id: string;
  method: string;
  template: string;
  pattern: RegExp;
  responses: Record<string, DocumentedResponse>;
}

/** The served OpenAPI document, as a contract that answers can be held to. */
export class Contract {
  readonly calls: DocumentedCall[];
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly compiled = new Map<object, ValidateFunction>();

  constructor(text: string) {
    const document = JSON.parse(text) as OpenapiDocument;
    addFormats(this.ajv);
    this.ajv.addSchema(closed(document) as object, 'contract');
    this.calls = Object.entries(document.paths).flatMap(([template, path]) =>
      Object.entries(path).map(([method, { operationId, responses }]) => ({
        id: operationId,
        method: method.toUpperCase(),
        template,
        pattern: patternOf(template),
        responses,
      })),
    );
  }

  /** A literal path is a call of its own, whatever templates fit it too. */
  find(method: string, path: string): DocumentedCall | undefined {
    const fitting = this.calls.filter((call) => call.method === method && call.pattern.test(path));
    return fitting.find(({ template }) => !template.includes('{')) ?? fitting[0];
  }

  /** Why a value does not fit a schema of the document; undefined when it does. */
  fault(schema: Schema, value: unknown): string | undefined {
    const fits = this.compiled.get(schema) ?? this.ajv.compile(inContract(schema));
    this.compiled.set(schema, fits);
    return fits(value) ? undefined : this.ajv.errorsText(fits.errors);
  }
}

function patternOf(template: string): RegExp {
  const source = template.replace(/[.]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${source}$`);
}

/** Clients have to bear members that they do not know; here each has to be described. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const all = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, closed(part)]));
  const isOpen =
    all['type'] === 'object' && 'properties' in all && !('additionalProperties' in all);
  return isOpen ? { ...all, additionalProperties: false } : all;
}

/** References lead into the document, wherever the schema stands. */
function inContract(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/', '"contract#/')) as Schema;
}
