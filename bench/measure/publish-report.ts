import type { Progress } from './progress.ts';
import { writeResult } from './report-writer.ts';

/** Everything that a benchmark leaves behind. */
export interface Report {
  folder: string;
  /** What to write, by its path below the folder. */
  files: Readonly<Record<string, string | object>>;
  /** What the terminal shows. */
  shown: string;
}

/** Writes the files, shows the report, and says where it is kept. */
export function publishReport(progress: Progress, { folder, files, shown }: Report): void {
  const paths = Object.entries(files).map(([path, content]) => writeResult(folder, path, content));
  console.log(`\n${shown}\n`);
  progress.line(`written: ${paths.join(', ')}`);
}
