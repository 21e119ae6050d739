/** One answer as it came over the wire. */
export interface WireAnswer {
  status: number;
  /** Field names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/**
 * All whole answers in what a connection gave, interim ones (1xx) left out.
 *
 * @param methods of the requests, in their order: an answer to HEAD has no body
 * @throws Error for what is no answer
 */
export function readAnswers(received: string, methods: readonly string[]): WireAnswer[] {
  const answers: WireAnswer[] = [];
  let rest = received;
  for (;;) {
    const headEnd = rest.indexOf('\r\n\r\n');
    if (headEnd === -1) return answers;
    const [line = '', ...lines] = rest.slice(0, headEnd).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1]);
    if (!status) throw new Error(`this is no answer: ${line}`);
    const headers = Object.fromEntries(lines.map(readField));
    const isBare =
      status < 200 || [204, 304].includes(status) || methods[answers.length] === 'HEAD';
    const read = isBare ? { body: '', length: 0 } : readBody(rest.slice(headEnd + 4), headers);
    if (!read) return answers;
    if (status >= 200) answers.push({ status, headers, body: read.body });
    rest = rest.slice(headEnd + 4 + read.length);
  }
}

function readField(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

interface ReadBody {
  body: string;
  /** Of its framing too. */
  length: number;
}

function readBody(text: string, headers: Record<string, string>): ReadBody | undefined {
  if (headers['transfer-encoding'] === 'chunked') return readChunks(text);
  const length = Number(headers['content-length'] ?? 0);
  return text.length < length ? undefined : { body: text.slice(0, length), length };
}

function readChunks(text: string): ReadBody | undefined {
  let body = '';
  for (let at = 0; ;) {
    const lineEnd = text.indexOf('\r\n', at);
    const size = parseInt(text.slice(at, lineEnd), 16);
    const end = lineEnd + 2 + size + 2;
    if (lineEnd === -1 || text.length < end) return undefined;
    if (size === 0) return { body, length: end };
    body += text.slice(lineEnd + 2, end - 2);
    at = end;
  }
}
