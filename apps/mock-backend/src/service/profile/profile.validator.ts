import type { ProblemFault } from '@sluice/contracts';
import { Ajv, type ErrorObject } from 'ajv';
import type { ProfileRequest } from './profile-document';
import { PROFILE_SCHEMA } from './profile.schema';

const matches = new Ajv({
  allErrors: true,
  strict: true,
  strictRequired: false,
  $data: true,
  discriminator: true,
}).compile<ProfileRequest>(PROFILE_SCHEMA);

export function isProfileRequest(value: unknown): value is ProfileRequest {
  return matches(value);
}

/** What keeps a value from being a `ProfileRequest`, each fault at the member to mend. */
export function profileFaultsOf(value: unknown): ProblemFault[] {
  if (matches(value)) return [];
  return (matches.errors ?? []).filter((error) => !isAlternative(error)).map(toFault);
}

/** Of a broken "exactly one of" Ajv also reports what each alternative lacks. */
function isAlternative(error: ErrorObject): boolean {
  return /(\/oneOf\/\d+){2}\/required$/.test(error.schemaPath);
}

function toFault(error: ErrorObject): ProblemFault {
  return { pointer: error.instancePath + memberPathOf(error), detail: detailOf(error) };
}

/** Ajv points at the object; whoever mends it looks for the member. */
function memberPathOf({ params }: ErrorObject): string {
  const member: unknown = params['missingProperty'] ?? params['additionalProperty'];
  if (typeof member !== 'string') return '';
  return `/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function detailOf({ keyword, params, message }: ErrorObject): string {
  if (keyword === 'required') return 'is missing';
  if (keyword === 'additionalProperties') return 'is not a known member';
  if (keyword === 'oneOf') return 'needs exactly one of sigma and p99Ms';
  if (keyword === 'discriminator') return 'kind must be one of fixed, uniform, lognormal';
  if (keyword === 'enum') return `must be one of ${String(params['allowedValues'])}`;
  return message ?? 'is not allowed';
}
