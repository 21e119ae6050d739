import { Body, Controller, Get, Put } from '@nestjs/common';
import { Logger, ProblemError } from '@sluice/platform';
import { ActiveProfile } from './active-profile';
import type { ProfileDocument } from './profile-document';
import { PRESET_NAMES } from './profile-presets';
import { isPresetName, presetProfile, toServiceProfile } from './profile.mapper';
import { isProfileRequest, profileFaultsOf } from './profile.validator';
import type { ServiceProfile } from './service-profile';

/** Reads and changes how the backend behaves, while it runs. */
@Controller('profile')
export class ProfileController {
  constructor(
    private readonly active: ActiveProfile,
    private readonly logger: Logger,
  ) {}

  @Get()
  read(): ProfileDocument {
    return this.active.current.document;
  }

  /** Takes a preset's name as a JSON string, or an object. In force when it is answered. */
  @Put()
  change(@Body() body: unknown): ProfileDocument {
    const profile = toProfile(body);
    this.active.change(profile);
    this.logger.info({ profile: profile.document }, 'profile changed');
    return profile.document;
  }
}

/** @throws ProblemError 400 `invalid-request` with every fault */
function toProfile(body: unknown): ServiceProfile {
  if (isPresetName(body)) return presetProfile(body);
  if (isProfileRequest(body)) return toServiceProfile(body);
  const detail = `A profile is an object or one of: ${PRESET_NAMES.join(', ')}.`;
  throw new ProblemError('invalid-request', detail, { errors: profileFaultsOf(body) });
}
