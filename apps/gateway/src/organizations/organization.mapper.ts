import type { OrganizationRecord, UnlinkingRecord } from '@sluice/task-queue';
import type {
  OrganizationResponse,
  UnlinkingResponse,
  UnlinkingStatus,
} from './organization.response';

/** Where an organization is read. */
export function organizationPath(organizationId: string): string {
  return `/v1/organizations/${organizationId}`;
}

/** Where it is told how far an unlinking has come. */
export function unlinkingPath(organizationId: string, unlinkingId: string): string {
  return `${organizationPath(organizationId)}/unlinkings/${unlinkingId}`;
}

/** The strong entity tag of an organization. */
export function organizationEtag({ revision, updatedAtMs }: OrganizationRecord): string {
  return `"${revision}.${updatedAtMs.toString(36)}"`;
}

/** Record → resource. */
export function toOrganizationResponse(
  record: OrganizationRecord,
  unlinkingId?: string,
): OrganizationResponse {
  const { organizationId: id, name, allowCustomSso, members, updatedAtMs } = record;
  return {
    id,
    name,
    allowCustomSso,
    members,
    updatedAt: new Date(updatedAtMs).toISOString(),
    ...(unlinkingId === undefined ? {} : { unlinking: unlinkingPath(id, unlinkingId) }),
    links: { self: organizationPath(id) },
  };
}

/** Record → resource. */
export function toUnlinkingResponse(record: UnlinkingRecord): UnlinkingResponse {
  const { unlinkingId, organizationId, all, done, failed, createdAtMs, endedAtMs } = record;
  return {
    id: unlinkingId,
    status: statusOf(record),
    all,
    done,
    failed,
    createdAt: new Date(createdAtMs).toISOString(),
    ...(endedAtMs === undefined ? {} : { endedAt: new Date(endedAtMs).toISOString() }),
    links: {
      self: unlinkingPath(organizationId, unlinkingId),
      organization: organizationPath(organizationId),
    },
  };
}

function statusOf({ all, done, failed }: UnlinkingRecord): UnlinkingStatus {
  if (done === all) return 'completed';
  if (done + failed === all) return 'failed';
  return done + failed === 0 ? 'queued' : 'processing';
}
