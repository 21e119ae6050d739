import type { Answer } from './gateway-connection.ts';
import type { OrderResponse, OrderStatus, TerminalStatus } from './contract.ts';
import { SluiceProblem } from './sluice-problem.ts';

const TERMINAL: Record<TerminalStatus, true> = {
  completed: true,
  failed: true,
  expired: true,
  cancelled: true,
};

/** Whether an order with this status has ended for good. */
export function isTerminal(status: OrderStatus): status is TerminalStatus {
  return Object.hasOwn(TERMINAL, status);
}

/**
 * The order of an answer. An expired order, which the gateway tells as 410, is an order too.
 *
 * @throws SluiceProblem where the answer holds no order
 */
export async function orderOf(answer: Promise<Answer>): Promise<OrderResponse> {
  try {
    const { body } = await answer;
    return body as OrderResponse;
  } catch (error) {
    if (error instanceof SluiceProblem && error.status === 410 && error.order) return error.order;
    throw error;
  }
}
