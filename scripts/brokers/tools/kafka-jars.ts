import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../broker-kind.ts';
import { download, fileNameOf, type MavenArtifact } from './maven-download.ts';
import { TOOLS_FOLDER } from './tools-folder.ts';

interface KafkaJars {
  version: string;
  jars: MavenArtifact[];
}

const AT_ONCE = 6;

/** Kafka as one file is not on Maven Central; its jars are, and these are exactly the ones it needs. */
const { version, jars } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'kafka-jars.json'), 'utf8'),
) as KafkaJars;

const FOLDER = join(TOOLS_FOLDER, `kafka-${version}`);

/** Only what is pinned: whatever else lies in the folder is none of ours. */
export const KAFKA_CLASS_PATH = jars.map((jar) => join(FOLDER, fileNameOf(jar))).join(':');

/** Downloads what is missing of Kafka (45 MB). */
export async function downloadKafka(say: Say): Promise<void> {
  const missing = [...jars];
  say(`looking for Kafka ${version} in ${FOLDER}`);
  const work = async () => {
    for (let jar = missing.pop(); jar; jar = missing.pop()) {
      await download(jar, join(FOLDER, fileNameOf(jar)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
