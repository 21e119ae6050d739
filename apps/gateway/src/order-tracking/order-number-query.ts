import { ORDER_NUMBER_PATTERN } from '@sluice/contracts';
import { ProblemError } from '@sluice/platform';

const NAME = 'orderNumber';

/**
 * The query `?orderNumber=…`: given once, and nothing beside it.
 *
 * @throws ProblemError `invalid-request`, with the parameter's name as the pointer of each fault
 */
export function readOrderNumber(query: unknown): string {
  const given = query as Record<string, string | string[] | undefined>;
  const unknown = Object.keys(given).filter((name) => name !== NAME);
  const orderNumber = given[NAME];
  const fault = faultOf(orderNumber);
  const errors = [
    ...(fault ? [{ pointer: `/${NAME}`, detail: fault }] : []),
    ...unknown.map((name) => ({ pointer: pointerTo(name), detail: 'is not a known parameter' })),
  ];
  if (errors.length === 0) return orderNumber as string;
  throw new ProblemError('invalid-request', `The query has to be ?${NAME}=… and nothing else.`, {
    errors,
  });
}

function faultOf(orderNumber: string | string[] | undefined): string | undefined {
  if (orderNumber === undefined) return 'is required';
  if (Array.isArray(orderNumber)) return 'has to be given once';
  if (ORDER_NUMBER_PATTERN.test(orderNumber)) return undefined;
  return 'must be 1 to 64 of A-Z a-z 0-9 . _ -';
}

function pointerTo(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
