import { type Run, type RunState, workerStates } from '@sluice/simulation';
import type { JSX } from 'preact';
import { secondsText } from '../page/duration-text';
import { Panel } from '../page/panel';
import type { Player } from '../page/use-player';
import { analysisOf } from './analysis';
import { Legend } from './legend';
import { MarkGrid } from './mark-grid';
import { CALL_MARKS, THREAD_KEY, THREAD_MARKS, WORKER_KEYS, WORKER_MARKS } from './marks';

const TITLES = {
  sync: ['Synchronous gateway', 'A thread for each request'],
  async: ['Asynchronous gateway', 'A queue and a pool of workers'],
} as const;

const STATUS = { idle: 'Idle', running: 'Running', done: 'Finished' } as const;

interface LoadPanelProps {
  run: Run;
  state: Readonly<RunState>;
  status: Player['status'];
  tMs: number;
}

/** One gateway under the burst. */
export function LoadPanel({ run, state, status, tMs }: LoadPanelProps): JSX.Element {
  const [title, hint] = TITLES[run.pattern];
  const { calls, backendWorkers } = run.scenario;
  const workers = workerStates(state);
  const atWork = workers.filter((worker) => worker !== 'idle').length;
  return (
    <Panel id={`load-${run.pattern}`} title={title} hint={hint}>
      <div class="status-line">
        <span role="status">
          Status: <b>{STATUS[status]}</b>
        </span>
        <span>
          Total time: <b>{secondsText(tMs)}</b>
        </span>
        <HealthCheck isFailing={isSaturated(state)} />
      </div>
      {run.pattern === 'sync' ? <Threads state={state} /> : <QueueDepth {...{ run, state }} />}
      <MarkGrid
        title="Backend workers"
        summary={`${atWork} of ${backendWorkers} at work`}
        marks={workers.map((worker) => WORKER_MARKS[worker])}
        keyEntries={WORKER_KEYS[run.pattern]}
        size="large"
      />
      <MarkGrid
        title="Requests"
        summary={`${calls - state.counts.coming} of ${calls} have arrived`}
        marks={state.phases.map((phase) => CALL_MARKS[phase])}
      />
      <Legend pattern={run.pattern} counts={state.counts} />
      <figure class="note" aria-live="polite">
        <figcaption>Analysis</figcaption>
        <p>{status === 'done' ? analysisOf(run) : 'Follows from the run, once it is over.'}</p>
      </figure>
    </Panel>
  );
}

/** A gateway without a free thread cannot answer its health check either. */
const isSaturated = ({ threads }: Readonly<RunState>): boolean =>
  threads.length > 0 && threads.every((thread) => thread === 'busy');

function HealthCheck({ isFailing }: { isFailing: boolean }): JSX.Element {
  return (
    <span class="health-check">
      <i class={`dot dot-${isFailing ? 'bad' : 'good'}`} aria-hidden="true" />
      Health check: <b>{isFailing ? 'fails (503)' : 'passes (200)'}</b>
    </span>
  );
}

function Threads({ state: { threads } }: { state: Readonly<RunState> }): JSX.Element {
  const held = threads.filter((thread) => thread === 'busy').length;
  return (
    <MarkGrid
      title="Gateway threads"
      summary={`${held} of ${threads.length} held`}
      marks={threads.map((thread) => THREAD_MARKS[thread])}
      keyEntries={THREAD_KEY}
      size="large"
    />
  );
}

function QueueDepth({ run, state }: { run: Run; state: Readonly<RunState> }): JSX.Element {
  const { queueLimit, calls } = run.scenario;
  const most = Math.max(1, Math.min(queueLimit, calls));
  return (
    <div class="grid-block">
      <h4>
        Queue depth{' '}
        <small>
          {state.depth} waiting, room for {queueLimit}
        </small>
      </h4>
      <div class="depth" aria-hidden="true">
        <i class="depth-bar" style={{ width: `${(state.depth / most) * 100}%` }} />
        <b>{state.depth}</b>
      </div>
    </div>
  );
}
