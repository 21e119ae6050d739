import type { Scenario } from '@sluice/simulation';
import type { JSX } from 'preact';
import { SpeedChoice } from '../page/speed-choice';
import { DEFAULT_LOAD, fieldValue, LOAD_FIELDS, PRESETS, withField } from './load-scenario';
import { NumberField } from './number-field';

const SPEEDS = [1, 5, 20, 60, Infinity];

interface LoadControlsProps {
  scenario: Scenario;
  speed: number;
  isRunning: boolean;
  onScenario: (scenario: Scenario) => void;
  onSpeed: (speed: number) => void;
  onRun: () => void;
  onStop: () => void;
}

/** Everything that can be set before a run; the speed also while it runs. */
export function LoadControls(props: LoadControlsProps): JSX.Element {
  const { scenario, speed, isRunning, onScenario, onSpeed, onRun, onStop } = props;
  return (
    <form
      class="controls"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isRunning) onStop();
        else onRun();
      }}
    >
      <Presets scenario={scenario} isDisabled={isRunning} onScenario={onScenario} />
      <div class="fields">
        {LOAD_FIELDS.map((field) => (
          <NumberField
            key={field.member}
            field={field}
            value={fieldValue(scenario, field)}
            isDisabled={isRunning}
            onChange={(typed) => onScenario(withField(scenario, field, typed))}
          />
        ))}
        <SpeedChoice id="load-speed" speed={speed} speeds={SPEEDS} onChange={onSpeed} />
      </div>
      <div class="toolbar">
        <button type="submit" class="primary">
          {isRunning ? 'Stop' : 'Run the burst'}
        </button>
        <p class="hint">{paceText(speed)}</p>
      </div>
    </form>
  );
}

function Presets({
  scenario,
  isDisabled,
  onScenario,
}: Pick<LoadControlsProps, 'scenario' | 'onScenario'> & { isDisabled: boolean }): JSX.Element {
  return (
    <div class="presets" role="group" aria-label="Well-known cases">
      {PRESETS.map(([name, changes]) => {
        const preset = { ...DEFAULT_LOAD, ...changes };
        const isChosen = LOAD_FIELDS.every(({ member }) => preset[member] === scenario[member]);
        return (
          <button
            key={name}
            type="button"
            class="chip"
            aria-pressed={isChosen}
            disabled={isDisabled}
            onClick={() => onScenario(preset)}
          >
            {name}
          </button>
        );
      })}
    </div>
  );
}

function paceText(speed: number): string {
  if (speed === Infinity) return 'The model is shown as it ends.';
  if (speed === 1) return 'One second of the model takes one second.';
  return `${speed} seconds of the model pass in one second.`;
}
