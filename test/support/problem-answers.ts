import type { ProblemDocument } from '@sluice/contracts';

/** Holds an answer to everything that is promised of every problem, and gives its document. */
export async function problemOf(response: Response): Promise<ProblemDocument> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const document = (await response.json()) as ProblemDocument;
  expect(document).toEqual({
    ...document,
    type: `urn:sluice:problem:${document.code}`,
    status: response.status,
    title: expect.any(String) as string,
    detail: expect.any(String) as string,
    retryable: expect.any(Boolean) as boolean,
    instance: new URL(response.url).pathname,
    correlationId: response.headers.get('x-correlation-id'),
  });
  return document;
}

export async function codeOf(answer: Promise<Response>): Promise<string> {
  return (await problemOf(await answer)).code;
}

/** Reads the body too: an unread one keeps its connection open. */
export async function statusOf(answer: Promise<Response>): Promise<number> {
  const received = await answer;
  expect(await received.text()).not.toBe('');
  return received.status;
}
