import { buildApps } from './build-apps.ts';

const startedAt = performance.now();
try {
  const wasDue = await buildApps();
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(
    wasDue ? `built the three apps and the lab in ${seconds} s` : 'the build is up to date',
  );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
