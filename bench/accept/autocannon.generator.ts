import autocannon from 'autocannon';
import { firstMatch } from '../measure/machine.ts';
import { sampleOrderText } from '../measure/sample-order.ts';
import type { LoadGenerator, LoadRequest, LoadResult } from './load-generator.ts';

/** The generator for machines without wrk. It takes more CPU, and rounds latencies to milliseconds. */
export function autocannonGenerator(): LoadGenerator {
  const version = firstMatch('node_modules/.bin/autocannon', ['--version'], /v([\d.]+)/);
  return { name: `autocannon ${version}`, run };
}

async function run(load: LoadRequest): Promise<LoadResult> {
  const before = process.cpuUsage();
  const result = await autocannon(autocannonOptions(load));
  const { user, system } = process.cpuUsage(before);
  return {
    accepted: result['2xx'],
    failed: result.non2xx + result.errors + result.timeouts,
    seconds: result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    maxMs: result.latency.max,
    generatorCpuShare: (user + system) / (result.duration * 1_000_000),
  };
}

function autocannonOptions(load: LoadRequest) {
  const { url, connections, seconds, orderNumberPrefix, orderText = sampleOrderText } = load;
  let count = 0;
  const uniqueOrder = (request: autocannon.Request) => {
    count += 1;
    return { ...request, body: orderText(`${orderNumberPrefix}${count}`) };
  };
  const headers = { 'content-type': 'application/json', ...load.headers };
  const requests = [{ method: 'POST' as const, headers, setupRequest: uniqueOrder }];
  return { url, connections, duration: seconds, requests };
}
