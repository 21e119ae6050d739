/** A client with its share beside the others. */
export interface Weighted {
  client: string;
  weight: number;
}

/** What part of the begins of a window each client got, 0 to 1. */
export type Shares = Record<string, number>;

/**
 * The begins while every client still had orders that waited: up to the one with which the first of
 * them ran out.
 * @param begun whose order began, one after the other
 * @param orders how many each had
 */
export function whileAllWait(
  begun: readonly string[],
  clients: readonly Weighted[],
  orders: number,
): string[] {
  const left = new Map(clients.map(({ client }) => [client, orders]));
  const end = begun.findIndex((client) => {
    left.set(client, (left.get(client) ?? Infinity) - 1);
    return left.get(client) === 0;
  });
  return end < 0 ? [...begun] : begun.slice(0, end + 1);
}

/** What part of the whole each client is due, 0 to 1. */
export function dueShares(clients: readonly Weighted[]): Shares {
  const whole = clients.reduce((sum, { weight }) => sum + weight, 0);
  return Object.fromEntries(clients.map(({ client, weight }) => [client, weight / whole]));
}

/** What each client got in windows of `size` begins that follow one another, without a last short one. */
export function sharesOverTime(
  begun: readonly string[],
  clients: readonly Weighted[],
  size: number,
): Shares[] {
  const windows = Math.floor(begun.length / size);
  return Array.from({ length: windows }, (_, nth) => {
    const window = begun.slice(nth * size, (nth + 1) * size);
    const got = ({ client }: Weighted) => window.filter((one) => one === client).length / size;
    return Object.fromEntries(clients.map((one) => [one.client, got(one)]));
  });
}

/**
 * The least that any client got in any `size` begins in a row, as a share of what it was due there;
 * 1 when nobody ever got less. The window slides by one begin.
 * @throws RangeError when there is no whole window: nothing was shown then
 */
export function worstShare(
  begun: readonly string[],
  clients: readonly Weighted[],
  size: number,
): number {
  if (begun.length < size) throw new RangeError(`no ${size} begins in a row`);
  const due = dueShares(clients);
  const worst = clients.map(({ client }) => {
    const fewest = fewestInARow(begun, client, size);
    return fewest / (size * (due[client] ?? Number.NaN));
  });
  return Math.min(1, ...worst);
}

/** The smallest number of its begins in any `size` in a row. */
function fewestInARow(begun: readonly string[], client: string, size: number): number {
  let got = begun.slice(0, size).filter((one) => one === client).length;
  let fewest = got;
  for (let end = size; end < begun.length; end += 1) {
    if (begun[end] === client) got += 1;
    if (begun[end - size] === client) got -= 1;
    fewest = Math.min(fewest, got);
  }
  return fewest;
}
