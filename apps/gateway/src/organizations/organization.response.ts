/** An organization as it is answered. */
export interface OrganizationResponse {
  id: string;
  name: string;
  allowCustomSso: boolean;
  members: string[];
  /** RFC 3339. */
  updatedAt: string;
  /** Where the unlinking that this save began is followed; only in the answer to that save. */
  unlinking?: string;
  links: { self: string };
}

export type UnlinkingStatus = 'queued' | 'processing' | 'completed' | 'failed';

/** How far an unlinking has come. Times are RFC 3339. */
export interface UnlinkingResponse {
  id: string;
  /** `failed` when nothing is left but members that were given up; an operator may retry them. */
  status: UnlinkingStatus;
  /** Members that were to be unlinked. */
  all: number;
  /** Members that have been. */
  done: number;
  /** Members that were given up. */
  failed: number;
  createdAt: string;
  endedAt?: string;
  links: { self: string; organization: string };
}
