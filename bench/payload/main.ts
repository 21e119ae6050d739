import { parseArgs } from 'node:util';
import { buildApps } from '../../scripts/build/build-apps.ts';
import type { AcceptVariant } from '../accept/accept-variant.ts';
import { startBareFastify } from '../accept/baseline.variants.ts';
import { chooseGenerator } from '../accept/choose-generator.ts';
import { startGateway } from '../accept/gateway.variant.ts';
import { measure } from '../accept/measurement.ts';
import { checkVariant } from '../accept/variant-check.ts';
import { drawFigure } from '../chart/draw-figure.ts';
import { countOption, countsOption } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import { rotated } from '../measure/rotation.ts';
import { runMain } from '../measure/run-main.ts';
import { grouped } from '../measure/text-table.ts';
import { payloadFigure } from './payload-figure.ts';
import {
  payloadJson,
  payloadMarkdown,
  type PayloadMeasurement,
  type PayloadRun,
} from './payload-report.ts';
import { sizedOrderText } from './sized-order.ts';

const CONNECTIONS = 64;
const progress = new Progress();

await runMain(async (resources) => {
  const { folder, ...options } = readOptions();
  progress.live('building the apps');
  await buildApps(resources.signal);
  progress.live('starting the gateway and bare Fastify');
  const data = await resources.folder();
  const variants = [
    await startGateway(resources, data, 'everysec'),
    await startBareFastify(resources),
  ];
  for (const variant of variants) await checkVariant(variant);
  write(await measureSizes(variants, options), folder);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '300,1000,4000,16000,60000' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '4' },
      'warm-up': { type: 'string', default: '1' },
      out: { type: 'string', default: 'results' },
    },
  });
  return {
    sizes: countsOption('sizes', values.sizes),
    rounds: countOption('rounds', values.rounds),
    seconds: countOption('seconds', values.seconds),
    warmUpSeconds: countOption('warm-up', values['warm-up']),
    folder: values.out,
  };
}

async function measureSizes(
  variants: readonly AcceptVariant[],
  { sizes, rounds, ...timing }: Omit<ReturnType<typeof readOptions>, 'folder'>,
): Promise<PayloadRun> {
  const generator = chooseGenerator();
  const measurements: PayloadMeasurement[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const size of sizes) {
      for (const variant of rotated(variants, round - 1)) {
        const sized = { ...variant, load: { orderText: sizedOrderText(size) } };
        const options = { ...timing, connections: CONNECTIONS, round };
        const measurement = { ...(await measure(sized, generator, options)), size };
        measurements.push(measurement);
        progress.line(summary(variant, measurement, rounds));
      }
    }
  }
  // As wide as the order numbers of the measurements.
  const bodyBytes = sizes.map((size) => Buffer.byteLength(sizedOrderText(size)('r1-0123456789')));
  const { seconds } = timing;
  const setup = { sizes, bodyBytes, connections: CONNECTIONS, rounds, seconds };
  return { ...setup, generator: generator.name, measurements };
}

function summary({ title }: AcceptVariant, measured: PayloadMeasurement, rounds: number): string {
  const { round, size, requestsPerSecond, cpuUsPerOrder } = measured;
  const bytes = `${grouped(size)} bytes`.padStart(12);
  const rate = `${grouped(requestsPerSecond)}/s`.padStart(9);
  return `${round}/${rounds}  ${bytes}  ${title.padEnd(28)} ${rate}  ${grouped(cpuUsPerOrder)} µs CPU`;
}

function write(run: PayloadRun, folder: string): void {
  const markdown = payloadMarkdown(run);
  const files = {
    'bench/payload.json': payloadJson(run),
    'bench/payload.md': markdown,
    'bench/payload.svg': drawFigure(payloadFigure(run)),
  };
  publishReport(progress, { folder, files, shown: markdown });
}
