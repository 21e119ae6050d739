import { Module, type DynamicModule } from '@nestjs/common';
import { FaultSource } from '../fault-source.port';
import { Workforce } from '../workforce.port';
import { Chance } from './chance.port';
import { Clock } from './clock.port';
import { FailureInjector } from './failure-injector';
import { ActiveProfile } from './profile/active-profile';
import type { PresetName } from './profile/profile-presets';
import { ProfileController } from './profile/profile.controller';
import { presetProfile } from './profile/profile.mapper';
import { SystemChance } from './system-chance';
import { SystemClock } from './system-clock';
import { Workshop } from './workshop/workshop';
import { WorkshopMetrics } from './workshop/workshop-metrics';

/** Provides `Workforce` and `FaultSource`, both governed by the profile behind `/profile`. */
@Module({})
export class ServiceModule {
  static startingWith(preset: PresetName): DynamicModule {
    return {
      module: ServiceModule,
      controllers: [ProfileController],
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: Chance, useClass: SystemChance },
        { provide: ActiveProfile, useFactory: () => new ActiveProfile(presetProfile(preset)) },
        Workshop,
        WorkshopMetrics,
        { provide: Workforce, useExisting: Workshop },
        { provide: FaultSource, useClass: FailureInjector },
      ],
      exports: [Workforce, FaultSource],
    };
  }
}
