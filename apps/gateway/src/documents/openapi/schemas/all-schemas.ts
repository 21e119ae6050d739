import { SubmitBatchRequest, SubmitOrderRequest } from '@sluice/contracts';
import type { Constructor } from '@sluice/platform';
import type { JsonObject } from '../../json-object';
import { requestSchemas } from './request-schemas';
import { HEALTH_SCHEMAS } from './health.schemas';
import { ORDER_SCHEMAS } from './order.schemas';
import { ORGANIZATION_SCHEMAS } from './organization.schemas';
import { PROBLEM_SCHEMAS } from './problem.schemas';
import { QUEUE_SCHEMAS } from './queue.schemas';

const ANSWERS = {
  ...ORDER_SCHEMAS,
  ...PROBLEM_SCHEMAS,
  ...ORGANIZATION_SCHEMAS,
  ...QUEUE_SCHEMAS,
  ...HEALTH_SCHEMAS,
} as const;

/** Names of bodies, by the classes that describe them. */
type RequestName =
  'SubmitOrderRequest' | 'SubmitBatchRequest' | 'LimiterRequest' | 'OrganizationRequest';

export type SchemaName = keyof typeof ANSWERS | RequestName;

/** Every schema of the document; those of requests are told from their classes' decorators. */
export function allSchemas(requests: readonly Constructor[]): JsonObject {
  return { ...ANSWERS, ...requestSchemas([SubmitOrderRequest, SubmitBatchRequest, ...requests]) };
}
