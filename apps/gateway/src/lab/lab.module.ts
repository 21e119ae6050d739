import { Module } from '@nestjs/common';
import { FIND_LAB, type FindLab, LabController } from './lab.controller';
import { labFolder, type LabFiles, readLabFiles } from './lab-files';

/** The pattern lab, as it was built into `dist/lab`. */
@Module({
  controllers: [LabController],
  providers: [{ provide: FIND_LAB, useFactory: () => findingOnce() }],
})
export class LabModule {}

/** What was found is kept; what is not there may still be built. */
function findingOnce(): FindLab {
  let found: LabFiles | undefined;
  return async () => (found ??= await readLabFiles(labFolder()));
}
