/** What a client says about an organization. */
export interface OrganizationState {
  name: string;
  /** Whether members may log in by an identity provider of their organization's own. */
  allowCustomSso: boolean;
  /** Ids at the auth service, each once. */
  members: string[];
}

/** An organization as it is kept. */
export interface OrganizationRecord extends OrganizationState {
  client: string;
  organizationId: string;
  /** From 1; grows with every save. */
  revision: number;
  updatedAtMs: number;
}

/** Reads the hash of an organization; null when there is none. */
export function readOrganization(
  client: string,
  organizationId: string,
  fields: Readonly<Record<string, string>>,
): OrganizationRecord | null {
  if (fields.d === undefined) return null;
  return {
    ...(JSON.parse(fields.d) as OrganizationState),
    client,
    organizationId,
    revision: Number(fields.v),
    updatedAtMs: Number(fields.u),
  };
}
