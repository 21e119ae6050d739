import type { Contract, DocumentedCall, DocumentedResponse } from './contract';
import type { Exchange } from './exchange';

/** Fields of HTTP itself, which no document has to name. */
const FIELDS_OF_HTTP = [
  'connection',
  'content-length',
  'content-type',
  'date',
  'keep-alive',
  'transfer-encoding',
];

const PROBLEM = 'application/problem+json';

/** Notes which documented answers were seen, and refuses those that are not documented. */
export class Recorder {
  private readonly seen = new Set<string>();

  constructor(private readonly contract: Contract) {}

  /** @throws Error naming everything about an answer that the document does not say */
  record(given: Exchange): Exchange {
    const call = this.contract.find(given.method, given.path.split('?', 1)[0]!);
    if (!call) throw new Error(`${given.method} ${given.path} is not documented`);
    const response = call.responses[String(given.status)];
    if (!response) throw new Error(`${call.id} ${given.status} is not documented: ${given.body}`);
    const faults = [...this.headerFaults(response, given), ...this.bodyFaults(response, given)];
    if (faults.length > 0) throw new Error(`${call.id} ${given.status}: ${faults.join('; ')}`);
    this.seen.add(`${call.id} ${outcomeOf(given)}`);
    return given;
  }

  /** Documented answers that nobody has seen yet: `readOrder 404 not-found`. */
  unseen(): string[] {
    return this.contract.calls.flatMap(outcomesOf).filter((outcome) => !this.seen.has(outcome));
  }

  private headerFaults(response: DocumentedResponse, { headers }: Exchange): string[] {
    const documented = Object.entries(response.headers ?? {});
    const names = new Set([...documented.map(([name]) => name.toLowerCase()), ...FIELDS_OF_HTTP]);
    const undocumented = Object.keys(headers).filter((name) => !names.has(name));
    return [
      ...undocumented.map((name) => `header ${name} is not documented`),
      ...documented.flatMap(([name, field]) => this.headerFault(name, field, headers)),
    ];
  }

  private headerFault(
    name: string,
    { required, schema }: NonNullable<DocumentedResponse['headers']>[string],
    headers: Exchange['headers'],
  ): string[] {
    const value = headers[name.toLowerCase()];
    if (value === undefined) return required ? [`header ${name} is missing`] : [];
    const fault = this.contract.fault(schema, schema['type'] === 'integer' ? Number(value) : value);
    return fault === undefined ? [] : [`header ${name} "${value}": ${fault}`];
  }

  private bodyFaults({ content = {} }: DocumentedResponse, { headers, body }: Exchange): string[] {
    const type = (headers['content-type'] ?? '').split(';', 1)[0]!;
    if (Object.keys(content).length === 0) return body === '' ? [] : ['the body is not documented'];
    const documented = content[type];
    if (!documented) return [`content type "${type}" is not documented`];
    if (type === 'text/event-stream') return this.eventFaults(documented.schema, body);
    const value: unknown = type.endsWith('json') ? JSON.parse(body) : body;
    const fault = this.contract.fault(documented.schema, value);
    return fault === undefined ? [] : [`${fault} in ${body}`];
  }

  private eventFaults(schema: object, body: string): string[] {
    const fields = [...body.matchAll(/^(event|id|data): (.*)$/gm)].map(
      ([, name, value]) => [name, value] as const,
    );
    const event = Object.fromEntries(fields) as { data: string };
    const order = { $ref: '#/components/schemas/Order' };
    const faults = [
      this.contract.fault({ ...schema }, event),
      this.contract.fault(order, JSON.parse(event.data)),
    ];
    return faults.filter((fault) => fault !== undefined);
  }
}

function outcomeOf({ status, headers, body }: Exchange): string {
  const isProblem = headers['content-type'] === PROBLEM;
  return isProblem ? `${status} ${(JSON.parse(body) as { code: string }).code}` : String(status);
}

function outcomesOf({ id, responses }: DocumentedCall): string[] {
  return Object.entries(responses).flatMap(([status, { content = {} }]) => {
    const codes = Object.keys(content[PROBLEM]?.examples ?? {});
    const problems = codes.map((code) => `${id} ${status} ${code}`);
    const isPlain = Object.keys(content).length !== (codes.length > 0 ? 1 : 0);
    return isPlain || codes.length === 0 ? [`${id} ${status}`, ...problems] : problems;
  });
}
