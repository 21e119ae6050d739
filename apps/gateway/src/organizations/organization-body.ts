import type { OrganizationState } from '@sluice/task-queue';
import { compileValidator, ProblemError } from '@sluice/platform';
import { OrganizationRequest } from './organization.request';

const faultsOf = compileValidator<OrganizationRequest>(OrganizationRequest);

/** Body → organization. @throws ProblemError `invalid-request` naming every broken rule */
export function readOrganizationBody(body: unknown): OrganizationState {
  const errors = faultsOf(body) ?? doubledMembers(body as OrganizationRequest);
  if (errors) throw new ProblemError('invalid-request', undefined, { errors });
  const { name, allowCustomSso, members } = body as OrganizationRequest;
  return { name, allowCustomSso, members };
}

/** In one pass; class-validator would compare each with each. */
function doubledMembers({ members }: OrganizationRequest) {
  const seen = new Set<string>();
  for (const [at, member] of members.entries()) {
    if (seen.has(member)) return [{ pointer: `/members/${at}`, detail: 'is there already' }];
    seen.add(member);
  }
  return undefined;
}
