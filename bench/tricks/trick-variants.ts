import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AcceptVariant, VariantKey } from '../accept/accept-variant.ts';
import {
  startBareFastify,
  startBareQueue,
  startTutorial,
  startUncheckedTutorial,
} from '../accept/baseline.variants.ts';
import { startGateway, startGatewayVariant } from '../accept/gateway.variant.ts';
import type { Resources } from '../measure/resources.ts';

/** The gateway and what is left of it without one of its tricks; the usual way and its steps. */
export async function startTrickVariants(resources: Resources): Promise<AcceptVariant[]> {
  const folder = await resources.folder();
  return [
    await startTutorial(resources, folder),
    await startUncheckedTutorial(resources, folder),
    await startBareQueue(resources, folder, 'bull'),
    await startBareFastify(resources),
    await startGateway(resources, folder, 'everysec'),
    await startWithout(resources, folder, 'oneByOne', ['one-by-one']),
    await startWithout(resources, folder, 'uncorked', ['uncorked']),
    await startWithout(resources, folder, 'oneByOneUncorked', ['one-by-one', 'uncorked']),
  ];
}

const TITLES: Partial<Record<VariantKey, string>> = {
  oneByOne: 'gateway, a script call per order',
  uncorked: 'gateway, a write per command',
  oneByOneUncorked: 'gateway, a script call and a write per order',
};

/** @param preloads modules of this folder that each take something away from the gateway */
function startWithout(
  resources: Resources,
  dataDir: string,
  key: VariantKey,
  preloads: readonly string[],
): Promise<AcceptVariant> {
  const urls = preloads.map((name) => pathToFileURL(join(import.meta.dirname, `${name}.ts`)).href);
  return startGatewayVariant(resources, dataDir, {
    key,
    title: TITLES[key] ?? key,
    nodeArgs: urls.map((url) => `--import=${url}`),
  });
}
