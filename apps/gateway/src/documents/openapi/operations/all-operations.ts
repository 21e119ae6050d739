import type { Operation } from '../operation';
import { DOCUMENT_OPERATIONS, OBSERVATION_OPERATIONS } from './observation.operations';
import { ORDER_INTAKE_OPERATIONS } from './order-intake.operations';
import { ORDER_TRACKING_OPERATIONS } from './order-tracking.operations';
import { ORGANIZATION_OPERATIONS } from './organization.operations';
import { QUEUE_OPERATIONS } from './queue.operations';

/** One entry for each call of the HTTP interface; a test holds it equal to the registered routes. */
export const OPERATIONS: readonly Operation[] = [
  ...ORDER_INTAKE_OPERATIONS,
  ...ORDER_TRACKING_OPERATIONS,
  ...ORGANIZATION_OPERATIONS,
  ...QUEUE_OPERATIONS,
  ...OBSERVATION_OPERATIONS,
  ...DOCUMENT_OPERATIONS,
];
