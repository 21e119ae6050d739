import { Injectable } from '@nestjs/common';
import {
  type OrganizationRecord,
  type OrganizationState,
  OrganizationStore,
  type SavedOrganization,
} from '@sluice/task-queue';
import { ProblemError } from '@sluice/platform';
import { isNamed } from '../orders/entity-tag';
import { asking } from '../orders/queue-errors';
import { organizationEtag } from './organization.mapper';
import { ORGANIZATION_ID_PATTERN } from './organization.request';
import { PromptUnlinker } from './prompt-unlinker';
import type { UnlinkWay } from './unlink-way';

/** Whose organization is saved, and how. */
export interface OrganizationEdit {
  client: string;
  organizationId: string;
  correlationId: string;
  way: UnlinkWay;
  /** `If-Match` and `If-None-Match` of the request. */
  ifMatch: string | undefined;
  ifNoneMatch: string | undefined;
}

/** What becomes of the state that was found; null: there is none yet. */
export type Change = (found: OrganizationRecord | null) => OrganizationState;

/** Of an edit without `If-Match`, which does not mind what it meets. */
const MOST_TRIES = 10;

/** Saves organizations, and has members unlinked whose organization turns custom SSO off. */
@Injectable()
export class OrganizationsService {
  constructor(
    private readonly store: OrganizationStore,
    private readonly unlinker: PromptUnlinker,
  ) {}

  /** @throws ProblemError `not-found`, `queue-unavailable` */
  async require(client: string, organizationId: string): Promise<OrganizationRecord> {
    const found = await this.find(client, organizationId);
    if (!found) throw unknownOrganization();
    return found;
  }

  /**
   * Saves what the change makes of what is there.
   *
   * @throws ProblemError `edit-conflict`; what the change throws; as `PromptUnlinker` does, and then
   * the organization is saved
   */
  async edit(
    edit: OrganizationEdit,
    change: Change,
  ): Promise<SavedOrganization & { isNew: boolean }> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const found = await this.find(edit.client, edit.organizationId);
      const state = change(found);
      requireExpected(found, edit);
      const saved = await this.save(edit, found, state);
      if (saved) return { ...saved, isNew: found === null };
    }
    throw conflict('It is being changed by too many at once.');
  }

  /** An id that nobody could give is not looked for. */
  private async find(client: string, organizationId: string): Promise<OrganizationRecord | null> {
    if (!ORGANIZATION_ID_PATTERN.test(organizationId)) return null;
    return asking(this.store.find(client, organizationId));
  }

  /** Null when somebody else was faster. */
  private async save(
    edit: OrganizationEdit,
    found: OrganizationRecord | null,
    state: OrganizationState,
  ): Promise<SavedOrganization | null> {
    const { client, organizationId, correlationId, way } = edit;
    const isTurnedOff = found?.allowCustomSso === true && !state.allowCustomSso;
    const lease = way === 'queue' ? {} : { leaseMs: this.unlinker.leaseMs };
    const order = isTurnedOff ? { members: state.members, correlationId, ...lease } : undefined;
    const owner = { client, organizationId, revision: found?.revision ?? 0 };
    const saved = await asking(this.store.save(owner, state, order));
    if (saved?.unlinkingId && way !== 'queue') {
      const { organization, unlinkingId } = saved;
      await this.unlinker.unlink({ organization, unlinkingId }, way, correlationId);
    }
    return saved;
  }
}

/** What is answered about an organization that is unknown, or somebody else's. */
export function unknownOrganization(): ProblemError {
  return new ProblemError('not-found', 'There is no such organization.');
}

function requireExpected(found: OrganizationRecord | null, edit: OrganizationEdit): void {
  const isMet = (field: string) => found !== null && isNamed(organizationEtag(found), field);
  if (edit.ifMatch !== undefined && !isMet(edit.ifMatch)) {
    throw conflict('It is not the one that If-Match names.');
  }
  if (edit.ifNoneMatch !== undefined && isMet(edit.ifNoneMatch)) {
    throw conflict('It is one that If-None-Match names.');
  }
}

function conflict(detail: string): ProblemError {
  return new ProblemError('edit-conflict', detail);
}
