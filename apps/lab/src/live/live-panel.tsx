import type { JSX } from 'preact';
import { latencyText } from '../page/duration-text';
import { Panel } from '../page/panel';
import { spreadOf, type Tally } from './tally';
import type { RunningSide } from './use-side';

interface LivePanelProps {
  id: string;
  title: string;
  hint: string;
  action: string;
  side: RunningSide;
  onStart: () => void;
}

/** One way of submitting, with what came of it. */
export function LivePanel({ id, title, hint, action, side, onStart }: LivePanelProps): JSX.Element {
  const { tally, isRunning, stop } = side;
  const button = isRunning ? (
    <button type="button" class="quiet" onClick={stop}>
      Stop<span class="unseen"> {title.toLowerCase()} orders</span>
    </button>
  ) : (
    <button type="button" class="primary" onClick={onStart}>
      {action}
    </button>
  );
  return (
    <Panel isWide id={id} title={title} hint={hint} action={button}>
      <p class="status-line" role="status">
        <span>
          Status: <b>{statusOf(side)}</b>
        </span>
      </p>
      {tally.trouble !== undefined && <p class="trouble">{tally.trouble}</p>}
      <Outcomes tally={tally} />
      <Latencies tally={tally} />
    </Panel>
  );
}

function statusOf({ isRunning, tally }: RunningSide): string {
  if (isRunning) return 'Running';
  return tally.sent === 0 ? 'Idle' : 'Finished';
}

const MOODS: Record<string, string> = {
  '200 completed': 'good',
  completed: 'good',
  sending: 'busy',
  open: 'busy',
  queued: 'waiting',
  processing: 'busy',
  expired: 'expired',
};

function Outcomes({ tally: { sent, counts } }: { tally: Tally }): JSX.Element {
  const shown = Object.entries(counts).filter(([, count]) => count > 0);
  return (
    <ul class="legend">
      <li>
        <i class="mark mark-empty" aria-hidden="true" />
        <span>Sent</span>
        <b data-outcome="sent">{sent}</b>
      </li>
      {shown.map(([name, count]) => (
        <li key={name}>
          <i class={`mark mark-${MOODS[name] ?? 'refused'}`} aria-hidden="true" />
          <span>{name}</span>
          <b data-outcome={name}>{count}</b>
        </li>
      ))}
    </ul>
  );
}

function Latencies({ tally: { answersMs, savedMs } }: { tally: Tally }): JSX.Element {
  return (
    <table class="latencies">
      <thead>
        <tr>
          <td />
          <th scope="col">Median</th>
          <th scope="col">Slowest</th>
        </tr>
      </thead>
      <tbody>
        <LatencyRow name="Client has an answer" latenciesMs={answersMs} />
        <LatencyRow name="Order is saved" latenciesMs={savedMs} />
      </tbody>
    </table>
  );
}

function LatencyRow(props: { name: string; latenciesMs: readonly number[] }): JSX.Element {
  const spread = spreadOf(props.latenciesMs);
  return (
    <tr>
      <th scope="row">{props.name}</th>
      <td>{spread ? latencyText(spread.medianMs) : '--'}</td>
      <td>{spread ? latencyText(spread.slowestMs) : '--'}</td>
    </tr>
  );
}
