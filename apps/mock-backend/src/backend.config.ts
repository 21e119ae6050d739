import { ProcessConfig, Setting } from '@sluice/platform';
import { IsIn, IsInt, IsNotEmpty, Max, Min } from 'class-validator';
import { DEFAULT_PRESET, PRESET_NAMES, type PresetName } from './service/profile/profile-presets';

/** Settings of the mock backend. */
export class BackendConfig extends ProcessConfig {
  @Setting({ description: 'Address that the mock backend listens on', example: '127.0.0.1' })
  @IsNotEmpty()
  backendHost: string = '127.0.0.1';

  @Setting({ description: 'Port that the mock backend listens on', example: 3002 })
  @IsInt()
  @Min(0)
  @Max(65_535)
  backendPort: number = 3002;

  @Setting({
    description: 'Folder for all that must outlive the processes; made if missing',
    example: '.data',
  })
  @IsNotEmpty()
  dataDir: string = '.data';

  @Setting({
    description: `How the mock backend behaves at first: ${PRESET_NAMES.join(', ')}`,
    example: DEFAULT_PRESET,
  })
  @IsIn(PRESET_NAMES)
  backendProfile: PresetName = DEFAULT_PRESET;
}
