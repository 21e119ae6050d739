import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';

const RESOLUTION_MS = 20;
const WINDOW_MS = 5000;
/** Beyond this every deadline of ours is missed by a noticeable part. */
const DEGRADED_DELAY_MS = 500;

interface LoopWindow {
  /** How late timers fired at worst, but for one in a hundred. */
  delayP99Ms: number;
  /** Share of the time in which the loop was busy, 0 to 1. */
  utilization: number;
}

/** `eventLoop`: delay and utilization of the last full 5 s; degraded, never down. */
@Injectable()
export class EventLoopHealthIndicator implements OnModuleInit, OnModuleDestroy {
  private readonly histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private usedBefore = performance.eventLoopUtilization();
  private timer: NodeJS.Timeout | undefined;
  private window: LoopWindow = { delayP99Ms: 0, utilization: 0 };

  constructor(private readonly health: HealthIndicatorService) {}

  onModuleInit(): void {
    this.histogram.enable();
    this.timer = setInterval(() => this.endWindow(), WINDOW_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.histogram.disable();
  }

  check(): HealthIndicatorResult {
    const session = this.health.check('eventLoop');
    const late = this.window.delayP99Ms > DEGRADED_DELAY_MS;
    return late ? session.degraded({ ...this.window }) : session.up({ ...this.window });
  }

  /** The histogram counts its own resolution in. */
  private endWindow(): void {
    const delayMs = Math.max(this.histogram.percentile(99) / 1e6 - RESOLUTION_MS, 0);
    const used = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(used, this.usedBefore);
    this.window = {
      delayP99Ms: Number(delayMs.toFixed(1)),
      utilization: Number(utilization.toFixed(3)),
    };
    this.usedBefore = used;
    this.histogram.reset();
  }
}
