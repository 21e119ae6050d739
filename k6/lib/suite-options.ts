/** Options of `npm run k6 -- <suite> --rate 50` arrive as `SUITE_RATE=50`; `k6 run -e` does as well. */
const PREFIX = 'SUITE_';

/** @throws Error for what is no number: a suite that guesses would measure something else. */
export function numberOption(name: string, fallback: number): number {
  const text = textOption(name, String(fallback));
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new Error(`--${name} takes a number, not "${text}"`);
  }
  return value;
}

export function textOption(name: string, fallback: string): string {
  return __ENV[PREFIX + name.toUpperCase().replaceAll('-', '_')] ?? fallback;
}
