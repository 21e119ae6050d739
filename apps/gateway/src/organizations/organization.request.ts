import { ArrayMaxSize, IsArray, IsBoolean, Matches } from 'class-validator';

/** An id that is safe as a segment of a path: no dots alone. */
export const ORGANIZATION_ID_PATTERN = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/u;

const NAME_PATTERN = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]{1,200}$/u;
const MOST_MEMBERS = 10_000;

/** `PUT /v1/organizations/{id}`: the whole of an organization. */
export class OrganizationRequest {
  @Matches(NAME_PATTERN, { message: 'must be 1 to 200 printable characters' })
  name!: string;

  /** Whether members may log in by an identity provider of the organization's own. */
  @IsBoolean()
  allowCustomSso!: boolean;

  /** Ids at the auth service, each once. */
  @IsArray()
  @ArrayMaxSize(MOST_MEMBERS)
  @Matches(ORGANIZATION_ID_PATTERN, {
    each: true,
    message: 'must be 1 to 64 of A-Z a-z 0-9 . _ -, and not dots alone',
  })
  members!: string[];
}
