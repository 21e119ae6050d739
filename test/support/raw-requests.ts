import type { ProblemDocument } from '@sluice/contracts';
import type { RawAnswer } from './raw-http';

export const HOST = 'Host: a.example\r\n';
export const JSON_TYPE = 'Content-Type: application/json\r\n';

/** The text of a GET request. */
export const rawGet = (path: string, headers = ''): string =>
  `GET ${path} HTTP/1.1\r\n${HOST}${headers}\r\n`;

/** The text of a POST request with a JSON body. */
export function rawPost(body: string, headers = '', path = '/things'): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return `POST ${path} HTTP/1.1\r\n${HOST}${JSON_TYPE}${headers}${length}\r\n${body}`;
}

/** Holds an answer to what is promised of a problem on a bare socket, and gives its document. */
export function rawProblemOf(answer: RawAnswer | undefined): ProblemDocument {
  if (!answer) throw new Error('there is no answer');
  expect(answer.headers['content-type']).toBe('application/problem+json');
  const document = JSON.parse(answer.body) as ProblemDocument;
  expect(document.status).toBe(answer.status);
  expect(document.correlationId).toBe(answer.headers['x-correlation-id']);
  expect(document).toMatchObject({ instance: expect.any(String) as string });
  return document;
}
