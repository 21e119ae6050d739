import { readFileSync } from 'node:fs';
import { ConfigError, readJson } from '@sluice/platform';
import { type ClientEntry, disagreements, LARGEST_WEIGHT, MOST_IN_FLIGHT } from './client-policy';
import { ANONYMOUS, type Role, ROLES } from '../../orders/client-identity';

/** One key of the file; the key itself is nowhere. */
export interface KeyEntry extends ClientEntry {
  /** SHA-256 of the key, hex, in small letters. */
  sha256: string;
  roles: Role[];
}

/** Either the keys, or every fault as a rule to be read after "API_KEYS_FILE ". */
type KeyFile = { entries: KeyEntry[] } | { faults: string[] };

const MEMBERS: readonly string[] = ['client', 'sha256', 'roles', 'weight', 'maxInFlight'];
const CLIENT_NAME = /^[A-Za-z0-9._-]{1,64}$/;
const SHA256_HEX = /^[0-9a-f]{64}$/i;

/**
 * Reads `API_KEYS_FILE`.
 *
 * @throws ConfigError with every fault at once; nothing of the file's contents appears in it
 */
export function readKeyFile(path: string): KeyEntry[] {
  const file = parseKeyFile(bytesOf(path));
  if ('entries' in file) return file.entries;
  throw faultsOf(file.faults);
}

/** The contents of a key file → its keys, or what is wrong with it. */
export function parseKeyFile(bytes: Buffer): KeyFile {
  const list = jsonOf(bytes);
  if (!Array.isArray(list)) return { faults: ['must hold a JSON list of keys, each key once'] };
  const faults = [...list.flatMap(faultsOfEntry), ...repeatedHashes(list)];
  if (faults.length > 0) return { faults };
  const entries = (list as KeyEntry[]).map(normalized);
  const discord = disagreements(entries);
  return discord.length > 0 ? { faults: discord } : { entries };
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code = 'no file' } = error as NodeJS.ErrnoException;
    throw faultsOf([`must name a file that the gateway can read (${code})`]);
  }
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return readJson(bytes).value;
  } catch {
    return undefined;
  }
}

function faultsOfEntry(entry: unknown, index: number): string[] {
  const place = `in entry ${index + 1}`;
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return [`must have ${place} an object with "client", "sha256" and "roles"`];
  }
  const { client, sha256, roles, weight, maxInFlight } = entry as Record<string, unknown>;
  const rules: [boolean, string][] = [
    [Object.keys(entry).every((name) => MEMBERS.includes(name)), `no member but ${MEMBERS.join()}`],
    [isClientName(client), `a "client" of 1 to 64 of A-Z a-z 0-9 . _ - that is not "${ANONYMOUS}"`],
    [isText(sha256) && SHA256_HEX.test(sha256), 'a "sha256" of 64 hexadecimal digits'],
    [areRoles(roles), `"roles" with one or both of ${ROLES.map((it) => `"${it}"`).join(', ')}`],
    [isCount(weight, LARGEST_WEIGHT), `a "weight" from 1 to ${LARGEST_WEIGHT}, whole, or none`],
    [
      isCount(maxInFlight, MOST_IN_FLIGHT),
      `a "maxInFlight" from 1 to ${MOST_IN_FLIGHT}, whole, or none`,
    ],
  ];
  return rules.filter(([kept]) => !kept).map(([, rule]) => `must have ${place} ${rule}`);
}

function repeatedHashes(list: unknown[]): string[] {
  const hashes = list.map((entry) => String((entry as KeyEntry | null)?.sha256).toLowerCase());
  return hashes.flatMap((hash, i) =>
    SHA256_HEX.test(hash) && hashes.indexOf(hash) < i
      ? [`must not have in entry ${i + 1} the "sha256" of entry ${hashes.indexOf(hash) + 1}`]
      : [],
  );
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isClientName = (value: unknown): boolean =>
  isText(value) && CLIENT_NAME.test(value) && value !== ANONYMOUS;

/** An optional whole number from 1 on. */
const isCount = (value: unknown, most: number): boolean =>
  value === undefined ||
  (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most);

function areRoles(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  const known: readonly unknown[] = ROLES;
  return value.every((role) => known.includes(role)) && new Set(value).size === value.length;
}

const normalized = (entry: KeyEntry): KeyEntry => ({
  ...entry,
  sha256: entry.sha256.toLowerCase(),
});

function faultsOf(rules: string[]): ConfigError {
  const example = 'deploy/api-keys.demo.json';
  return new ConfigError(rules.map((rule) => ({ variable: 'API_KEYS_FILE', rule, example })));
}
