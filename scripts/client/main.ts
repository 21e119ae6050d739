import { join } from 'node:path';
import { PROJECT_FOLDER } from '../stack/project.ts';
import { packClient } from './pack-client.ts';

const folder = join(PROJECT_FOLDER, 'dist', 'packages', 'client');
packClient(folder);
console.log(`packed @sluice/client into ${folder}; publish it with: npm publish ${folder}`);
