import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../stack/project.ts';
import { packClient } from './pack-client.ts';

const CONSUMER = `
import { isTerminal, SluiceClient, SluiceProblem, type OrderStatus } from '@sluice/client';
const client = new SluiceClient({ baseUrl: location.origin });
export async function place(): Promise<OrderStatus> {
  const order = await client.submit({ orderNumber: 'A', items: [{ sku: 's', quantity: 1, unitPrice: 1 }] });
  for await (const { status, error } of client.track(order.id, { signal: new AbortController().signal })) {
    if (isTerminal(status)) return error?.code === 'order-rejected' ? 'failed' : status;
  }
  throw new SluiceProblem(500, new Headers(), undefined);
}
// @ts-expect-error a number is no order number
void client.submit({ orderNumber: 1, items: [] });
`;

describe('the packed client', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-client-'));
    packClient(join(folder, 'node_modules', '@sluice', 'client'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('loads in Node as a module, without any dependency', () => {
    const script = `import('@sluice/client').then((it) => console.log(Object.keys(it).sort().join()))`;
    const names = execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' });
    expect(names.trim()).toBe(
      'SluiceClient,SluiceConnectionError,SluiceProblem,UNREADABLE_ANSWER,isTerminal',
    );
  });

  it.each(['nodenext', 'bundler'])('has types that stand alone in a browser (%s)', (resolution) => {
    writeFileSync(join(folder, 'consumer.mts'), CONSUMER);
    const tsc = join(PROJECT_FOLDER, 'node_modules', 'typescript', 'bin', 'tsc');
    const kind = resolution === 'bundler' ? 'esnext' : resolution;
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom'];
    const modules = ['--module', kind, '--moduleResolution', resolution];
    const run = spawnSync(process.execPath, [tsc, ...options, ...modules, 'consumer.mts'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(run.stdout + run.stderr).toBe('');
  });
});
