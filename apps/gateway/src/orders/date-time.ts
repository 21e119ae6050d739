/** RFC 3339 `date-time`: seconds and an offset are part of it, `T` and `Z` may be small. */
const DATE_TIME =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T((?:[01]\d|2[0-3]):[0-5]\d):([0-5]\d|60)((?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))$/i;

/** An RFC 3339 date-time in Unix ms; undefined for anything else, such as the 30th of February. */
export function readDateTimeMs(text: string): number | undefined {
  const parts = DATE_TIME.exec(text);
  if (!parts) return undefined;
  const [, year = '', month = '', day = '', time = '', second = '', rest = ''] = parts;
  if (Number(day) > daysOf(Number(year), Number(month))) return undefined;
  // A leap second is the first one of the next minute to clocks that know none.
  const isLeap = second === '60';
  const known = `${year}-${month}-${day}T${time}:${isLeap ? '59' : second}${rest.toUpperCase()}`;
  return Date.parse(known) + (isLeap ? 1_000 : 0);
}

function daysOf(year: number, month: number): number {
  // The Gregorian calendar repeats after 400 years; Date takes years below 100 for others.
  return new Date(Date.UTC((year % 400) + 2_000, month, 0)).getUTCDate();
}
