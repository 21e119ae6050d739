import type { JSX } from 'preact';

/** The gateway takes no more in one request. */
const MOST_ORDERS = 500;

interface LiveFieldsProps {
  count: number;
  apiKey: string;
  onCount: (count: number) => void;
  onApiKey: (apiKey: string) => void;
}

/** How many orders, and in whose name. The key stays in this page and is forgotten with it. */
export function LiveFields({ count, apiKey, onCount, onApiKey }: LiveFieldsProps): JSX.Element {
  return (
    <form class="fields" onSubmit={(event) => event.preventDefault()}>
      <label class="field" for="live-count">
        <span>Orders on each side</span>
        <input
          id="live-count"
          type="number"
          min={1}
          max={MOST_ORDERS}
          defaultValue={String(count)}
          onInput={({ currentTarget: { value } }) => {
            const typed = Math.round(Number(value));
            if (typed >= 1 && typed <= MOST_ORDERS) onCount(typed);
          }}
        />
      </label>
      <label class="field field-wide" for="live-key">
        <span>
          API key<small>, only where the gateway wants one; it is not stored</small>
        </span>
        <input
          id="live-key"
          type="password"
          autocomplete="off"
          spellcheck={false}
          value={apiKey}
          onInput={({ currentTarget }) => onApiKey(currentTarget.value.trim())}
        />
      </label>
    </form>
  );
}
