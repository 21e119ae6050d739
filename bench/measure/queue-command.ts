import { httpRequest } from '../../scripts/stack/http-request.ts';

/** Holds the order queue, or lets it go, as an operator would. @throws Error when it is refused */
export async function commandQueue(gatewayUrl: string, name: 'pause' | 'resume'): Promise<void> {
  const url = `${gatewayUrl}/v1/queues/orders/${name}`;
  const { status, body } = await httpRequest(url, { method: 'POST', timeoutMs: 10_000 });
  if (status !== 200) throw new Error(`the gateway answered ${status} to ${name}: ${body}`);
}
