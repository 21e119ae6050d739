import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../../test/support/eventually';
import { OrderLedger } from './orders/ledger/order-ledger';
import { BackendProcess } from './testing/backend-process';

const CALLERS = 40;
const ENOUGH = 1_500;

describe('mock-backend and its own end', () => {
  let folder: string;
  const processes: BackendProcess[] = [];

  const start = async (env: Record<string, string> = {}): Promise<BackendProcess> => {
    const backend = await BackendProcess.start(folder, env);
    processes.push(backend);
    return backend;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'backend-'));
  });

  afterEach(async () => {
    await Promise.all(processes.splice(0).map((backend) => backend.end()));
    rmSync(folder, { recursive: true });
  });

  it('has every order that it answered with 201 after a SIGKILL under load, once', async () => {
    const backend = await start();
    await backend.behave({ latency: { kind: 'uniform', minMs: 1, maxMs: 9 }, workers: CALLERS });
    const sent = new Set<string>();
    const answered = new Set<string>();
    let killed: Promise<unknown> | undefined;
    const callUntilKilled = async (caller: number): Promise<void> => {
      for (let turn = 0; !killed; turn++) {
        const id = `${caller}-${turn}`;
        sent.add(id);
        const status = await backend.save(id).then(
          (response) => response.status,
          () => undefined,
        );
        if (status === 201) answered.add(id);
        if (answered.size >= ENOUGH) killed ??= backend.stop('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, (_, caller) => callUntilKilled(caller)));
    await killed;

    const successor = await start();
    const ids = (await successor.ledger()).map(({ orderId }) => orderId as string);
    expect(answered.size).toBeGreaterThanOrEqual(ENOUGH);
    expect([...answered].filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.filter((id) => !sent.has(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await successor.count()).toBe(ids.length);
    const again = await successor.save([...answered].at(-1)!);
    expect(again.status).toBe(200);
  }, 60_000);

  it('answers what is being worked on before it stops on SIGTERM, and ends waiting', async () => {
    const backend = await start({ SHUTDOWN_DELAY_MS: '0' });
    await backend.behave({ latency: { kind: 'fixed', ms: 300 } });
    const saving = backend.save('id-1');
    const waiting = backend.count('?atLeast=99&waitMs=60000');
    await backend.call('GET', '/orders/count');
    const stopped = backend.stop('SIGTERM');
    expect([(await saving).status, await waiting, await stopped]).toEqual([201, 0, 0]);
    const ledger = new OrderLedger(join(folder, 'backend', 'ledger.sqlite'));
    expect(ledger.count).toBe(1);
    await ledger.close();
  }, 60_000);

  it('does not wait on SIGTERM for those whom it never answers', async () => {
    const backend = await start({ SHUTDOWN_DELAY_MS: '0' });
    await backend.behave({ latency: { kind: 'fixed', ms: 0 }, failure: { kind: 'hang' } });
    const hanging = backend.save('id-1').catch((error: unknown) => error);
    await eventually(async () => {
      const metrics = await (await backend.call('GET', '/metrics')).text();
      expect(metrics).toMatch(/^sluice_backend_injected_faults_total\{.*"hang".*\} 1$/m);
    });
    const startedAtMs = performance.now();
    expect(await backend.stop('SIGTERM')).toBe(0);
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
    expect(await hanging).toMatchObject({ message: 'fetch failed' });
  }, 60_000);

  it('starts with the preset it is told and refuses another instance on its ledger', async () => {
    const backend = await start({ BACKEND_PROFILE: 'contended' });
    const profile = await backend.call('GET', '/profile');
    expect(await profile.json()).toMatchObject({ preset: 'contended' });
    expect(await BackendProcess.failure(folder)).toMatch(
      /^mock-backend: could not start: The ledger .* cannot be opened: another process has it open\.$/m,
    );
  }, 60_000);
});
