/** What an entry of the key file says of its client; what it leaves out is as usual. */
export interface ClientEntry {
  client: string;
  weight?: number;
  maxInFlight?: number;
}

/** What one client may have of the queue. */
export interface ClientPolicy {
  client: string;
  /** Its share of the turns beside other clients, 1–100. */
  weight: number;
  /** Most of its orders that are in flight at once; undefined: no cap of its own. */
  maxInFlight?: number;
}

export const LARGEST_WEIGHT = 100;
export const MOST_IN_FLIGHT = 1_000_000;

const USUAL_WEIGHT = 1;

/** A policy per client, of entries that agree. */
export function clientPoliciesOf(entries: readonly ClientEntry[]): ClientPolicy[] {
  return [...new Map(entries.map((entry) => [entry.client, policyOf(entry)])).values()];
}

/** What is wrong with entries of one client that say different things; one rule for each. */
export function disagreements(entries: readonly ClientEntry[]): string[] {
  const firsts = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    const first = firsts.get(entry.client) ?? index;
    firsts.set(entry.client, first);
    const policy = policyOf(entry);
    const other = policyOf(entries[first] ?? entry);
    return (['weight', 'maxInFlight'] as const)
      .filter((member) => policy[member] !== other[member])
      .map((member) => {
        const places = `in entry ${index + 1} the "${member}" of entry ${first + 1}`;
        return `must have ${places}, for the keys of one client share it`;
      });
  });
}

function policyOf({ client, weight = USUAL_WEIGHT, maxInFlight }: ClientEntry): ClientPolicy {
  return { client, weight, ...(maxInFlight === undefined ? {} : { maxInFlight }) };
}
