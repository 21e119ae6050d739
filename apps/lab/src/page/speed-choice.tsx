import type { JSX } from 'preact';

interface SpeedChoiceProps {
  id: string;
  speed: number;
  speeds: readonly number[];
  onChange: (speed: number) => void;
}

/** How many times as fast as ours the time of the model goes. */
export function SpeedChoice({ id, speed, speeds, onChange }: SpeedChoiceProps): JSX.Element {
  return (
    <label class="field" for={id}>
      <span>Speed</span>
      <select
        id={id}
        value={String(speed)}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      >
        {speeds.map((it) => (
          <option key={it} value={String(it)}>
            {speedText(it)}
          </option>
        ))}
      </select>
    </label>
  );
}

function speedText(speed: number): string {
  if (speed === Infinity) return 'at once';
  return speed === 1 ? 'real time' : `${speed}× as fast`;
}
