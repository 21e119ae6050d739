import { isDeepStrictEqual } from 'node:util';
import type { OrganizationState } from '@sluice/task-queue';
import { ProblemError } from '@sluice/platform';

interface Operation {
  op: string;
  path: string;
  value?: unknown;
}

/** Members that a patch may name; one of them also in the spelling of the text that asked for it. */
const MEMBERS: ReadonlyMap<string, keyof OrganizationState> = new Map([
  ['/allowCustomSso', 'allowCustomSso'],
  ['/allow-custom-sso', 'allowCustomSso'],
  ['/name', 'name'],
]);

/** On a member that is always there `add` replaces (RFC 6902 §4.1). */
const OPERATIONS = ['replace', 'add', 'test'];

/**
 * The organization after a JSON Patch (RFC 6902): an array of operations, or a single one. The
 * outcome is not yet checked against the rules of an organization.
 *
 * @throws ProblemError `invalid-request`, `unsupported-patch`; `edit-conflict` when a test fails
 */
export function patched(state: OrganizationState, patch: unknown): object {
  const operations = Array.isArray(patch) ? patch : [patch];
  return operations.reduce<OrganizationState>(
    (before, operation, at) => apply(before, readOperation(operation, at)),
    state,
  );
}

function apply(state: OrganizationState, { op, path, value }: Operation): OrganizationState {
  const member = MEMBERS.get(path);
  if (member === undefined || !OPERATIONS.includes(op)) throw unsupported(op, path);
  if (op !== 'test') return { ...state, [member]: value };
  if (isDeepStrictEqual(state[member], value)) return state;
  throw new ProblemError('edit-conflict', `The test of ${path} found another value.`);
}

function readOperation(operation: unknown, at: number): Operation {
  const { op, path } = (operation ?? {}) as Partial<Operation>;
  const hasValue = typeof operation === 'object' && operation !== null && 'value' in operation;
  const faults = [
    ...(typeof op === 'string' ? [] : [fault(at, 'op', 'must be text')]),
    ...(typeof path === 'string' ? [] : [fault(at, 'path', 'must be a JSON Pointer')]),
    ...(hasValue || !OPERATIONS.includes(op ?? '') ? [] : [fault(at, 'value', 'is required')]),
  ];
  if (faults.length === 0) return operation as Operation;
  throw new ProblemError('invalid-request', 'The body is no JSON Patch.', { errors: faults });
}

function fault(at: number, member: string, detail: string) {
  return { pointer: `/${at}/${member}`, detail };
}

function unsupported(op: string, path: string): ProblemError {
  const known = `${OPERATIONS.join(', ')} on ${[...MEMBERS.keys()].join(', ')}`;
  return new ProblemError(
    'unsupported-patch',
    `"${op.slice(0, 32)}" of "${path.slice(0, 64)}" cannot be done; known are ${known}.`,
  );
}
