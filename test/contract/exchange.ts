import { request as httpRequest, type IncomingMessage } from 'node:http';

/** What a test sends; `operationId` says what it is meant as. */
export interface Sent {
  method: string;
  /** With its query. */
  path: string;
  headers?: Record<string, string | string[]>;
  body?: string;
}

/** One answer as it came over the wire. */
export interface Exchange {
  method: string;
  path: string;
  status: number;
  /** Field names in lower case; fields given several times joined by commas. */
  headers: Record<string, string>;
  body: string;
}

/** Sends one request on a connection of its own; of a stream only the first event is read. */
export function exchange(url: string, sent: Sent): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const { method, path, headers = {}, body } = sent;
    const options = { method, path, headers: fieldsOf(url, headers, body), agent: false };
    const request = httpRequest(url, options as object, (response) => {
      readBody(response).then((text) => {
        resolve({
          method,
          path,
          status: response.statusCode!,
          headers: joined(response),
          body: text,
        });
      }, reject);
    });
    request.once('error', reject).end(body);
  });
}

/** As a list, in which a field may stand twice. */
function fieldsOf(url: string, headers: NonNullable<Sent['headers']>, body?: string): string[] {
  const own = {
    host: new URL(url).host,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  };
  return Object.entries({ ...own, ...headers }).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => [name, value]),
  );
}

async function readBody(response: IncomingMessage): Promise<string> {
  const isStream = response.headers['content-type'] === 'text/event-stream';
  let text = '';
  for await (const piece of response.setEncoding('utf8')) {
    text += String(piece);
    if (isStream && text.includes('data:')) break;
  }
  return text;
}

function joined({ rawHeaders }: IncomingMessage): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    const value = rawHeaders[i + 1]!;
    fields[name] = name in fields ? `${fields[name]}, ${value}` : value;
  }
  return fields;
}
