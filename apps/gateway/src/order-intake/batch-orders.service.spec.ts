import type { BatchIdempotency, IncomingOrder } from '@sluice/task-queue';
import { ProblemError } from '@sluice/platform';
import type { FirstAnswers } from '../orders/first-answers';
import type { AsyncOrdersService, TakenIn } from './async-orders.service';
import { BatchOrdersService } from './batch-orders.service';

const RECORD = { hash: 'h', fingerprint: 'f' };
const KEY = { client: 'acme', record: RECORD, ofOrders: [{ hash: 'h-0', fingerprint: 'f' }] };
const OCCASION = { target: '/v1/orders/batch', correlationId: 'c-1' };
const ACCEPTED: TakenIn = {
  verdict: 'accepted',
  orderId: 'o-1',
  acceptedAtMs: 0,
  expiresAtMs: 1,
  ahead: 0,
};

describe('BatchOrdersService', () => {
  const take = jest.fn<Promise<TakenIn>, [IncomingOrder]>();
  const claim = jest.fn<Promise<string>, unknown[]>();
  const forget = jest.fn<Promise<void>, unknown[]>();
  const batches = new BatchOrdersService(
    { submit: take } as unknown as AsyncOrdersService,
    { of: async () => ({ order: { id: 'o-1' } }) } as unknown as FirstAnswers,
    { claim, forget } as unknown as BatchIdempotency,
  );
  const order = { orderNumber: 'A-1' } as IncomingOrder;
  const submit = (...entries: (IncomingOrder | ProblemError)[]) =>
    batches.submit(entries, KEY, OCCASION);

  beforeEach(() => {
    take.mockReset().mockResolvedValue(ACCEPTED);
    claim.mockReset().mockResolvedValue('new');
    forget.mockReset().mockResolvedValue();
  });

  it('takes nothing in under a key that came with another body', async () => {
    claim.mockResolvedValue('other');
    await expect(submit(order)).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    expect(take).not.toHaveBeenCalled();
  });

  it('frees the key of a batch of which surely nothing was taken in', async () => {
    take.mockRejectedValue(new ProblemError('queue-full'));
    const { outcome } = await submit(order, new ProblemError('invalid-request'));
    expect(outcome).toEqual({ status: 207, takenIn: 0 });
    expect(forget).toHaveBeenCalledWith('acme', RECORD, KEY.ofOrders);
  });

  it('keeps the key where something was taken in, or may have been, or was before', async () => {
    await submit(order, new ProblemError('invalid-request'));
    take.mockRejectedValue(new ProblemError('queue-unavailable'));
    expect((await submit(order, order)).outcome.status).toBe(503);
    claim.mockResolvedValue('same');
    take.mockRejectedValue(new ProblemError('queue-full'));
    await submit(order);
    expect(forget).not.toHaveBeenCalled();
  });

  it('gives what was taken in before as it is by now', async () => {
    take.mockResolvedValue({ verdict: 'replay', orderId: 'o-1' });
    const { results } = await submit(order);
    expect(results).toEqual([{ result: { status: 202, order: { id: 'o-1' } }, replayed: true }]);
  });

  it('does not let a defect of one order spoil the others', async () => {
    take.mockRejectedValueOnce(new ProblemError('internal')).mockResolvedValue(ACCEPTED);
    const { results } = await submit(order, order);
    expect(results.map(({ result }) => result.status)).toEqual([500, 202]);
  });
});
