import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LoadField } from './load-scenario';

interface NumberFieldProps {
  field: LoadField;
  value: number;
  isDisabled: boolean;
  onChange: (value: number) => void;
}

/** A number that may be half typed; only what is within its limits is passed on. */
export function NumberField({ field, value, isDisabled, onChange }: NumberFieldProps): JSX.Element {
  const [typed, setTyped] = useState(String(value));
  useEffect(() => setTyped(String(value)), [value]);
  const { label, unit, least, most, member } = field;
  const id = `load-${member}`;
  const isFine = typed.trim() !== '' && Number(typed) >= least && Number(typed) <= most;
  return (
    <label class="field" for={id}>
      <span>
        {label}
        {unit !== '' && (
          <small>
            , s<span class="unseen">econds</span>
          </small>
        )}
      </span>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={least}
        max={most}
        step={unit === 's' ? 'any' : 1}
        value={typed}
        disabled={isDisabled}
        aria-invalid={!isFine}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          if (currentTarget.value.trim() !== '') onChange(Number(currentTarget.value));
        }}
        onBlur={() => setTyped(String(value))}
      />
    </label>
  );
}
