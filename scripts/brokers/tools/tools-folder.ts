import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../stack/project.ts';

/** What was downloaded stays here, whatever becomes of the data; ignored by git. */
export const TOOLS_FOLDER = join(PROJECT_FOLDER, '.tools');
