import type { Answer, Operation } from '../operation';
import { narrowed } from '../schemas/request-schemas';

const ORGANIZATIONS = { tag: 'Organizations', role: 'client', asksRedis: true } as const;

const ORGANIZATION: Answer = {
  description: 'The organization.',
  headers: { ETag: 'always' },
  content: { 'application/json': { schema: 'Organization' } },
};

/** Of a save that has members unlinked before the answer. */
const UNLINKING = ['backend-failed', 'backend-timeout'] as const;

const PATCH = {
  schema: 'OrganizationPatch',
  examples: {
    single: { value: { op: 'replace', path: '/allow-custom-sso', value: false } },
    several: {
      value: [
        { op: 'test', path: '/allowCustomSso', value: true },
        { op: 'replace', path: '/allowCustomSso', value: false },
      ],
    },
  },
} as const;

export const ORGANIZATION_OPERATIONS: readonly Operation[] = [
  {
    ...ORGANIZATIONS,
    method: 'put',
    path: '/v1/organizations/{id}',
    id: 'putOrganization',
    summary: 'Create or replace an organization',
    description: 'Turning custom SSO off has every member unlinked at the auth service.',
    parameters: ['OrganizationId', 'Unlink', 'IfMatch', 'UnlessMatch'],
    body: {
      content: {
        'application/json': {
          schema: narrowed('OrganizationRequest', { members: { uniqueItems: true } }),
          examples: {
            new: { value: { name: 'Acme', allowCustomSso: true, members: ['u-1', 'u-2'] } },
          },
        },
      },
    },
    answers: {
      200: { ...ORGANIZATION, description: 'It is replaced.', links: 'organization' },
      201: {
        ...ORGANIZATION,
        description: 'It is created.',
        headers: { ETag: 'always', Location: 'always' },
        links: 'organization',
      },
    },
    problems: ['edit-conflict', ...UNLINKING],
  },
  {
    ...ORGANIZATIONS,
    method: 'get',
    path: '/v1/organizations/{id}',
    id: 'readOrganization',
    summary: 'Read an organization',
    parameters: ['OrganizationId', 'IfNoneMatch'],
    answers: {
      200: ORGANIZATION,
      304: { description: 'It is as you know it.', headers: { ETag: 'always' } },
    },
    problems: ['not-found'],
  },
  {
    ...ORGANIZATIONS,
    method: 'patch',
    path: '/v1/organizations/{id}',
    id: 'patchOrganization',
    summary: 'Change an organization by JSON Patch',
    description:
      'RFC 6902, of which `replace`, `add` and `test` are known here; a single operation may stand without its list.',
    parameters: ['OrganizationId', 'Unlink', 'IfMatch', 'UnlessMatch'],
    body: { content: { 'application/json-patch+json': PATCH, 'application/json': PATCH } },
    answers: { 200: { ...ORGANIZATION, description: 'It is changed.', links: 'organization' } },
    problems: ['not-found', 'edit-conflict', 'unsupported-patch', ...UNLINKING],
  },
  {
    ...ORGANIZATIONS,
    method: 'get',
    path: '/v1/organizations/{organizationId}/unlinkings/{id}',
    id: 'readUnlinking',
    summary: 'See how far an unlinking has come',
    parameters: ['OwnerId', 'UnlinkingId'],
    answers: {
      200: {
        description: 'Members done of all.',
        headers: { 'Retry-After': 'sometimes' },
        content: { 'application/json': { schema: 'Unlinking' } },
      },
    },
    problems: ['not-found'],
  },
];
