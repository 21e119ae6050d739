import { get, member, post, send, type Answer } from '../gateway.ts';
import { ROUTES } from '../routes.ts';
import { hold, JSON_TYPE } from './hold.ts';

const NOBODYS = '00000000-0000-8000-8000-000000000000';

/** What operators and their machines ask. */
export function holdOperations(): void {
  hold('live', get(ROUTES.live, 'GET live'), { status: 200, headers: JSON_TYPE });
  hold('ready', get(ROUTES.ready, 'GET ready'), { status: 200, headers: JSON_TYPE });
  hold('health', get(ROUTES.health, 'GET health'), {
    status: 200,
    headers: JSON_TYPE,
    body: {
      'details of all that matters': (it) =>
        ['redis', 'queue', 'workers', 'syncPool', 'eventLoop', 'durability'].every((name) =>
          detailNames(it).includes(name),
        ),
    },
  });
  hold('metrics', get(ROUTES.metrics, 'GET metrics'), {
    status: 200,
    headers: { 'Content-Type': /^text\/plain/ },
    body: { 'of our own names': (it) => /^sluice_orders_accepted_total/m.test(textOf(it)) },
  });
  holdQueues();
  holdLimiter();
  holdDocuments();
}

function holdDocuments(): void {
  hold('OpenAPI', get(ROUTES.openApi, 'GET openapi'), {
    status: 200,
    headers: JSON_TYPE,
    body: { 'a 3.1': (it) => String(member(it, 'openapi')).startsWith('3.1') },
  });
  hold('AsyncAPI', get(ROUTES.asyncApi, 'GET asyncapi'), {
    status: 200,
    headers: JSON_TYPE,
    body: { 'a 3.0': (it) => String(member(it, 'asyncapi')).startsWith('3.0') },
  });
}

/** Set to what it is: somebody may be using this system. */
function holdLimiter(): void {
  const concurrency = concurrencyOf(get(ROUTES.queue, 'GET queue'));
  const set = (body: object) => send('PATCH', ROUTES.limiter, { name: 'PATCH limiter', body });
  hold('limiter', set({ concurrency }), {
    status: 200,
    headers: JSON_TYPE,
    body: { 'every worker keeps to it': (it) => concurrencyOf(it) === concurrency },
  });
  hold('limiter of nothing', set({ concurrency: 0 }), { status: 400, code: 'invalid-request' });
}

function concurrencyOf(answer: Answer): number | undefined {
  const workers = member(answer, 'workers') as { limiter?: { concurrency?: number } }[] | undefined;
  return workers?.[0]?.limiter?.concurrency;
}

function holdQueues(): void {
  hold('queues', get(ROUTES.queues, 'GET queues'), {
    status: 200,
    headers: JSON_TYPE,
    body: { 'one of orders': (it) => JSON.stringify(member(it, 'queues')).includes('"orders"') },
  });
  const state = {
    'how deep it is': (it: Answer) => Number.isInteger(member(it, 'queued')),
    'who works': (it: Answer) => Array.isArray(member(it, 'workers')),
  };
  hold('queue', get(ROUTES.queue, 'GET queue'), { status: 200, headers: JSON_TYPE, body: state });
  for (const [what, url] of [
    ['pause', ROUTES.pause],
    ['resume', ROUTES.resume],
  ] as const) {
    hold(what, post(url, null, { name: `POST ${what}` }), { status: 200, body: state });
  }
  hold('dead letters', get(ROUTES.deadLetters, 'GET dead letters'), {
    status: 200,
    headers: JSON_TYPE,
    body: { 'a list': (it) => Array.isArray(member(it, 'deadLetters')) },
  });
  hold('retry of no dead letter', post(ROUTES.retry(NOBODYS), null, { name: 'POST retry' }), {
    status: 404,
    code: 'not-found',
  });
}

function detailNames(answer: Answer): string[] {
  const details = member(answer, 'details');
  return typeof details === 'object' && details !== null ? Object.keys(details) : [];
}

function textOf({ body }: Answer): string {
  return typeof body === 'string' ? body : '';
}
