import { type Stack, setProfile, startStack } from '../../scripts/stack/stack.ts';
import { newOrder } from '../e2e/http-client';
import { bearer, createKeyFile, type KeyFile } from '../support/api-keys';
import { eventually } from '../support/eventually';
import { Contract, type DocumentedCall } from './contract';
import { exchange, type Exchange, type Sent } from './exchange';
import { Recorder } from './recorder';

export const CLIENT = { client: 'acme', key: 'acme-key-0123456789', roles: ['client'] };
export const OTHER = { client: 'other', key: 'other-key-0123456789', roles: ['client'] };
export const OPS = { client: 'operator', key: 'ops-key-0123456789', roles: ['ops'] };

export const UNKNOWN_ID = '6f3a1c5e-27b4-8f10-9c3d-5a1be0f7d214';

/** A gateway with little of everything, beside the one with plenty, on the same Redis. */
const TIGHT = { SYNC_MAX_IN_FLIGHT: '1', SYNC_TIMEOUT_MS: '500', EVENTS_MAX_WATCHERS: '1' };

/** Orders that never got through fail at the worker's first attempt. */
const IMPATIENT = { ORDER_ATTEMPTS: '1', RETRY_BASE_MS: '50' };

/** Gateways of several set-ups over one Redis and one backend, with a recorder before them. */
export class Stage {
  private readonly extra: Stack[] = [];
  private recorder!: Recorder;
  contract!: Contract;

  private constructor(
    readonly main: Stack,
    private readonly keyFile: KeyFile,
  ) {}

  static async set(): Promise<Stage> {
    const keyFile = await createKeyFile([CLIENT, OTHER, OPS]);
    const env = { API_KEYS_FILE: keyFile.path, ...IMPATIENT };
    const stage = new Stage(await startStack({ env, profile: 'steady' }), keyFile);
    await stage.readContract();
    return stage;
  }

  get url(): string {
    return this.main.gatewayUrls[0]!;
  }

  /** Holds an answer to the document. @throws Error for what is not documented */
  async ask(sent: Sent, url = this.url): Promise<Exchange> {
    return this.recorder.record(await exchange(url, sent));
  }

  unseen(): string[] {
    return this.recorder.unseen();
  }

  /** The request's key, as its path asks for it. */
  keyFor(path: string): Record<string, string> {
    return bearer((path.startsWith('/v1/queues') ? OPS : CLIENT).key);
  }

  /** Another gateway over the same Redis and backend. */
  async gateway(env: Record<string, string>): Promise<Stack> {
    const { redisUrl, backendUrl } = this.main;
    const all = { API_KEYS_FILE: this.keyFile.path, ...env };
    const stack = await startStack({ redisUrl, backendUrl, workers: 0, env: all });
    this.extra.push(stack);
    return stack;
  }

  tightGateway(env: Record<string, string> = {}): Promise<Stack> {
    return this.gateway({ ...TIGHT, ...env });
  }

  profile(profile: string | object): Promise<void> {
    return setProfile(this.main.backendUrl, profile);
  }

  post(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
    url = this.url,
  ): Promise<Exchange> {
    return this.send('POST', path, body, headers, url);
  }

  send(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
    url = this.url,
  ): Promise<Exchange> {
    const all = { ...this.keyFor(path), ...headers };
    return this.ask({ method, path, headers: all, body: JSON.stringify(body) }, url);
  }

  call(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    url = this.url,
  ): Promise<Exchange> {
    return this.ask({ method, path, headers: { ...this.keyFor(path), ...headers } }, url);
  }

  /** Takes an order in and gives its id. */
  async submitted(order: object = newOrder()): Promise<string> {
    const { body } = await this.post('/v1/orders/async', order);
    return (JSON.parse(body) as { id: string }).id;
  }

  /** Waits for the end of an order and gives the answer that tells of it. */
  async ended(id: string): Promise<Exchange> {
    return eventually(
      async () => {
        const answer = await this.call('GET', `/v1/orders/${id}`);
        expect(answer.body).not.toMatch(/"status":"(queued|processing)"/);
        return answer;
      },
      { timeoutMs: 15_000 },
    );
  }

  async whilePaused<T>(work: () => Promise<T>): Promise<T> {
    await this.call('POST', '/v1/queues/orders/pause');
    try {
      return await work();
    } finally {
      await this.call('POST', '/v1/queues/orders/resume');
    }
  }

  async strike(): Promise<void> {
    for (const stack of this.extra) await stack.stop();
    await this.main.stop();
    await this.keyFile.remove();
  }

  private async readContract(): Promise<void> {
    const { body } = await exchange(this.url, { method: 'GET', path: '/docs/openapi.json' });
    this.contract = new Contract(body);
    this.recorder = new Recorder(this.contract);
  }
}

/** A path of a call, with ids that name nothing. */
export function pathOf({ template }: DocumentedCall): string {
  const query = template === '/v1/orders' ? '?orderNumber=unknown' : '';
  const literal = template.replace('{name}', 'orders').replace('{organizationId}', 'acme');
  return literal.replace('{id}', UNKNOWN_ID) + query;
}

let current: Stage | undefined;

/** The stage of this test file. */
export function stage(): Stage {
  if (!current) throw new Error('the stage is not set');
  return current;
}

export async function setStage(): Promise<void> {
  current = await Stage.set();
}

export async function strikeStage(): Promise<void> {
  await current?.strike();
}
