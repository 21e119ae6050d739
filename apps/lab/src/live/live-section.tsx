import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Section } from '../page/section';
import { runAsyncSide } from './async-side';
import { HealthStrip } from './health-strip';
import { LiveFields } from './live-fields';
import { LivePanel } from './live-panel';
import { SlowBackend } from './slow-backend';
import { CONNECTIONS, runSyncSide } from './sync-side';
import { useHealth } from './use-health';
import { useSide } from './use-side';

const LEAD =
  'No model from here on: these are real orders to the gateway that served this page, with real workers and a real queue behind it.';

/** The gateway as it is now, and orders to it. */
export function LiveSection(): JSX.Element {
  const history = useHealth();
  const [count, setCount] = useState(60);
  const [apiKey, setApiKey] = useState('');
  const async = useSide(runAsyncSide);
  const sync = useSide(runSyncSide);
  return (
    <Section id="live" kicker="On this gateway" title="Real orders, right now" lead={LEAD}>
      <HealthStrip {...history} />
      <LiveFields {...{ count, apiKey }} onCount={setCount} onApiKey={setApiKey} />
      <div class="pair">
        <LivePanel
          id="live-sync"
          title="Synchronously"
          hint={`POST /v1/orders/sync, ${CONNECTIONS} at a time: browsers open no more connections to one host`}
          action={`Submit ${count} orders`}
          side={sync}
          onStart={() => sync.start(count, apiKey)}
        />
        <LivePanel
          id="live-async"
          title="Asynchronously"
          hint="POST /v1/orders/batch, all in one request; then each order is asked for"
          action={`Submit ${count} orders`}
          side={async}
          onStart={() => async.start(count, apiKey)}
        />
      </div>
      <SlowBackend />
    </Section>
  );
}
