/** What the client takes of the contracts: types, which leave nothing behind in a browser. */
export type {
  BatchResponse,
  BatchResult,
  OrderItemRequest,
  OrderPriority,
  OrderResponse,
  OrderStatus,
  ProblemCode,
  ProblemDocument,
  ProblemFault,
  SubmitOrderRequest,
  TerminalStatus,
} from '@sluice/contracts';
