import { join } from 'node:path';
import { startFixture, type FixtureProcess } from '../../../../test/support/fixture-process';

const MAIN = join(__dirname, '..', 'main.ts');

/** The mock backend as a process of its own, spoken to as anybody would. */
export class BackendProcess {
  /** Starts one that is bound to fail. @returns what it says on standard error */
  static async failure(dataDir: string): Promise<string> {
    const fixture = startFixture(MAIN, environment(dataDir));
    await fixture.exit();
    return fixture.stderr();
  }

  private constructor(
    private readonly fixture: FixtureProcess,
    readonly url: string,
  ) {}

  static async start(dataDir: string, env: Record<string, string> = {}): Promise<BackendProcess> {
    const fixture = startFixture(MAIN, { ...environment(dataDir), ...env });
    return new BackendProcess(fixture, await fixture.url());
  }

  save(
    orderId: string,
    body: unknown = { orderNumber: orderId },
    signal?: AbortSignal,
  ): Promise<Response> {
    return this.call('POST', '/orders', body, { 'idempotency-key': orderId }, signal);
  }

  /** @param body text is sent as it is, everything else as JSON */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(this.url + path, {
      method,
      headers: { ...(text && { 'content-type': 'application/json' }), ...headers },
      ...(text && { body: text }),
      ...(signal && { signal }),
    });
  }

  async behave(profile: unknown): Promise<void> {
    const response = await this.call('PUT', '/profile', JSON.stringify(profile));
    if (response.status !== 200) throw new Error(await response.text());
  }

  async count(query = ''): Promise<number> {
    const response = await this.call('GET', `/orders/count${query}`);
    return ((await response.json()) as { count: number }).count;
  }

  async ledger(): Promise<Record<string, unknown>[]> {
    const response = await this.call('GET', '/orders');
    const lines = (await response.text()).split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** @returns the exit code, null when a signal ended it */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    this.fixture.child.kill(signal);
    return (await this.fixture.exit()).code;
  }

  end(): Promise<void> {
    return this.fixture.end();
  }
}

function environment(dataDir: string): Record<string, string> {
  return { BACKEND_PORT: '0', DATA_DIR: dataDir };
}
