import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost } from '../measure/at-most.ts';
import { cpuTimeUs } from '../measure/process-cpu.ts';
import { percentile } from '../measure/statistics.ts';
import { type BenchGateway, replyOf } from './bench-gateway.ts';
import { CALLERS, type Latency, UNREAD } from './replies.model.ts';
import type { SubjectBroker } from './subject-broker.ts';
import type { Outbox } from './transport-door.ts';

const WARM_UP = 200;
const LATENCY_ROUND_TRIPS = 1_000;
const UNREAD_ROUND_TRIPS = 300;
const THROUGHPUT_MS = 4_000;
const FAN_OUT_REPLIES = 300;
const SETTLE_MS = 1_000;

/** One caller after the other. */
export async function measureLatency(
  gateway: BenchGateway,
  outbox: Outbox,
  roundTrips = LATENCY_ROUND_TRIPS,
): Promise<Latency> {
  for (let i = 0; i < WARM_UP; i += 1) await gateway.roundTrip(outbox);
  const tookMs: number[] = [];
  for (let i = 0; i < roundTrips; i += 1) tookMs.push(await gateway.roundTrip(outbox));
  return { p50: percentile(tookMs, 0.5), p99: percentile(tookMs, 0.99) };
}

/** As many replies as 64 callers can have who ask again at once. */
export async function measureThroughput(
  gateway: BenchGateway,
  outbox: Outbox,
  broker: SubjectBroker,
): Promise<{ throughputPerSecond: number; brokerCpuUs: number }> {
  const cpuBefore = cpuTimeUs(broker.pid ?? 0);
  const startedAtMs = performance.now();
  const endAtMs = startedAtMs + THROUGHPUT_MS;
  let replies = 0;
  const call = async () => {
    for (; performance.now() < endAtMs; replies += 1) await gateway.roundTrip(outbox);
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
  const seconds = (performance.now() - startedAtMs) / 1_000;
  const brokerCpuUs = (cpuTimeUs(broker.pid ?? 0) - cpuBefore) / replies;
  return { throughputPerSecond: replies / seconds, brokerCpuUs };
}

/** Leaves replies behind that nobody waits for; then somebody waits for another one. */
export async function measureWithUnread(gateway: BenchGateway, outbox: Outbox): Promise<Latency> {
  const stranger = randomUUID();
  const address = await gateway.inbox.addressFor(stranger);
  gateway.inbox.release(stranger);
  const strays = Array.from({ length: UNREAD }, () => replyOf(randomUUID()));
  await atMost(CALLERS, strays, (reply) => outbox.send(address, reply));
  return measureLatency(gateway, outbox, UNREAD_ROUND_TRIPS);
}

/** What brokers deliver so that each reply finds its gateway. */
export async function measureDelivered(
  gateways: readonly BenchGateway[],
  outbox: Outbox,
): Promise<number> {
  const delivered = () => gateways.reduce((sum, gateway) => sum + gateway.delivered, 0);
  const before = delivered();
  const turns = Array.from({ length: FAN_OUT_REPLIES }, (_, i) => gateways[i % gateways.length]);
  await atMost(CALLERS, turns, (gateway) => gateway?.roundTrip(outbox) ?? Promise.resolve(0));
  // The others get theirs a moment later.
  await sleep(SETTLE_MS);
  return (delivered() - before) / FAN_OUT_REPLIES;
}

/** Counted from the moment at which the broker itself serves again. */
export async function measureRecovery(
  gateway: BenchGateway,
  outbox: Outbox,
  broker: SubjectBroker,
): Promise<number> {
  await broker.restart();
  const servesAtMs = performance.now();
  for (;;) {
    if (gateway.inbox.ready && (await arrives(gateway, outbox))) break;
    await sleep(5);
  }
  return performance.now() - servesAtMs;
}

function arrives(gateway: BenchGateway, outbox: Outbox): Promise<boolean> {
  return gateway.roundTrip(outbox).then(
    () => true,
    () => false,
  );
}
