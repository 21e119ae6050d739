import type { JSX } from 'preact';
import {
  CLOSING_NOTE,
  FRAMES,
  PARTICIPANTS,
  type Participant,
  type SequenceFrame,
  type SequenceStep,
  STEPS,
} from './sequence-steps';

const COLUMN = 220;
const WIDTH = COLUMN * PARTICIPANTS.length;
const HEAD = 86;
const ROW = 46;
/** A frame's own line above its first step. */
const FRAME_ROW = 34;

const xOf = (participant: Participant): number =>
  COLUMN / 2 + PARTICIPANTS.indexOf(participant) * COLUMN;

/** Frames that begin up to a step push it down. */
const yOf = (step: number): number =>
  HEAD + (step - 1) * ROW + FRAMES.filter(({ from }) => from <= step).length * FRAME_ROW;

const BOTTOM = yOf(STEPS.length) + ROW;
const HEIGHT = BOTTOM + 52;

/** The exchange as a picture, and as a list for narrow screens and for who listens. */
export function SequenceDiagram(): JSX.Element {
  return (
    <figure class="sequence">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {PARTICIPANTS.map((name) => (
          <Lifeline key={name} name={name} />
        ))}
        {FRAMES.map((frame) => (
          <Frame key={frame.kind} frame={frame} />
        ))}
        {STEPS.map((step, index) => (
          <Message key={step.says} step={step} number={index + 1} />
        ))}
        <g class="seq-note">
          <rect x={COLUMN / 2 - 60} y={BOTTOM} width={WIDTH - COLUMN + 120} height={32} rx={6} />
          <text x={WIDTH / 2} y={BOTTOM + 21}>
            {CLOSING_NOTE}
          </text>
        </g>
      </svg>
      <ol class="sequence-list">
        {STEPS.map(({ from, to, says }) => (
          <li key={says}>
            <b>
              {from} → {to}
            </b>{' '}
            {says}
          </li>
        ))}
      </ol>
      <figcaption>Steps 5 to 8 are repeated every N seconds until the order has ended.</figcaption>
    </figure>
  );
}

function Lifeline({ name }: { name: Participant }): JSX.Element {
  const x = xOf(name);
  return (
    <g class="seq-actor">
      <line x1={x} y1={44} x2={x} y2={BOTTOM} />
      <rect x={x - 62} y={8} width={124} height={36} rx={8} />
      <text x={x} y={31}>
        {name}
      </text>
    </g>
  );
}

function Message({ step, number }: { step: SequenceStep; number: number }): JSX.Element {
  const [from, to] = [xOf(step.from), xOf(step.to)];
  const direction = Math.sign(to - from);
  const y = yOf(number);
  const tip = to - direction * 2;
  const middle = (from + to) / 2;
  return (
    <g class={step.isAnswer ? 'seq-message seq-answer' : 'seq-message'}>
      <line x1={from + direction * 12} y1={y} x2={tip - direction * 8} y2={y} />
      <path d={`M${tip} ${y} l${-direction * 10} -5 v10 z`} />
      <circle cx={from} cy={y} r={11} />
      <text class="seq-number" x={from} y={y + 4}>
        {number}
      </text>
      <text x={middle} y={y - 9}>
        {step.says}
      </text>
    </g>
  );
}

function Frame({ frame: { kind, when, from, to, depth } }: { frame: SequenceFrame }): JSX.Element {
  const inset = 14 + depth * 14;
  const opening = FRAMES.filter((other) => other.from === from && other.depth > depth).length;
  const top = yOf(from) - 22 - FRAME_ROW * (opening + 1) + 6;
  const height = yOf(to) - top + 18 + (1 - depth) * 10;
  return (
    <g class="seq-frame">
      <rect x={inset} y={top} width={WIDTH - 2 * inset} height={height} rx={6} />
      <text x={inset + 12} y={top + 19}>
        <tspan class="seq-kind">{kind}</tspan> {when}
      </text>
    </g>
  );
}
