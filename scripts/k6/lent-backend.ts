import type { Resources } from '../../bench/measure/resources.ts';
import { httpRequest } from '../stack/http-request.ts';
import { setProfile } from '../stack/stack.ts';
import type { Place } from './case-stack.ts';
import type { SuiteCase } from './suite.model.ts';

type Profile = Record<string, unknown>;

/**
 * The backend of somebody else's system while a case needs it to behave in its own way. It is given
 * back as it was, also when the run is interrupted.
 */
export class LentBackend {
  private lender: { url: string; profile: Profile } | undefined;

  constructor(resources: Resources) {
    resources.keep(() => this.giveBack());
  }

  /** The place, with its backend behaving as the case needs it; as it is when it needs nothing. */
  async borrow(place: Place, { stack, needs }: SuiteCase): Promise<Place> {
    const { backendUrl } = place;
    if (!needs?.profile || backendUrl === undefined || stack.profile === undefined) return place;
    this.lender = { url: backendUrl, profile: await profileOf(backendUrl) };
    await setProfile(backendUrl, stack.profile);
    return { ...place, isBackendLent: true };
  }

  async giveBack(): Promise<void> {
    const { lender } = this;
    this.lender = undefined;
    if (lender) await setProfile(lender.url, lender.profile);
  }
}

/** As it can be set again: a profile of somebody's own has no preset's name. */
async function profileOf(backendUrl: string): Promise<Profile> {
  const { body } = await httpRequest(`${backendUrl}/profile`, { timeoutMs: 5_000 });
  const { preset, ...profile } = JSON.parse(body) as Profile;
  return preset === null ? profile : { preset, ...profile };
}
