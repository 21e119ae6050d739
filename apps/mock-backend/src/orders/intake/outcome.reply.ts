import type { FastifyReply } from 'fastify';
import { replyWithBackendProblem } from '../../backend-problem';
import { toReceipt } from '../ledger/ledger-line.mapper';
import type { LedgerRow } from '../ledger/ledger-row';
import type { DeliveryOutcome } from './delivery';
import { replyWithFault } from '../../fault.reply';

/** @param ending aborted when the process is about to end */
export function replyWithOutcome(
  reply: FastifyReply,
  outcome: DeliveryOutcome,
  ending: AbortSignal,
): void {
  switch (outcome.kind) {
    case 'saved':
      return replyWithReceipt(reply, 201, outcome.row);
    case 'repeated':
      return replyWithReceipt(reply, 200, outcome.row);
    case 'conflict':
      return replyWithBackendProblem(reply, 409, 'The id belongs to an order with another body.');
    case 'dropped':
      return replyWithBackendProblem(reply, 503, 'All work was dropped; the order is not saved.');
    case 'faulty':
      return replyWithFault(reply, outcome.fault, ending);
  }
}

function replyWithReceipt(reply: FastifyReply, status: 200 | 201, row: LedgerRow): void {
  reply.code(status).header('location', `/orders/${encodeURIComponent(row.orderId)}`);
  reply.type('application/json').send(toReceipt(row));
}
