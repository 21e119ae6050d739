import { Injectable } from '@nestjs/common';
import { MetricsRegistry } from '@sluice/platform';
import { Gauge } from 'prom-client';
import { EventStreams } from './event-streams';
import { LongPolls } from './long-polls';

/** How many clients are waiting for news of their orders. */
@Injectable()
export class TrackingMetrics {
  constructor(registry: MetricsRegistry, streams: EventStreams, polls: LongPolls) {
    const registers = [registry];
    new Gauge({
      name: 'sluice_event_watchers',
      help: 'Streams of events that are open',
      registers,
      collect() {
        this.set(streams.size);
      },
    });
    new Gauge({
      name: 'sluice_long_polls',
      help: 'Requests that are held until their order ends',
      registers,
      collect() {
        this.set(polls.size);
      },
    });
  }
}
