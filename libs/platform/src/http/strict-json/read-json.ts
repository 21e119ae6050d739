import { isUtf8 } from 'node:buffer';
import type { ProblemFault } from '@sluice/contracts';
import { ProblemError } from '../../problems/problem-error';
import { findStrictFaults } from './find-strict-faults';
import { CANONICAL, SUSPICIOUS, scanJson } from './scan-json';

/** A JSON text that was read without losing or changing anything. */
export interface JsonText {
  value: unknown;
  /** The text as it came. */
  text: string;
  /** Whether `text` is exactly what `JSON.stringify` makes of `value`. */
  isCanonical: boolean;
}

/**
 * Reads a JSON text so strictly that its value is all that it says.
 *
 * @throws ProblemError `invalid-json` for what is no JSON, `invalid-request` for bytes that are not
 * UTF-8 and for everything that {@link findStrictFaults} finds.
 */
export function readJson(bytes: Buffer): JsonText {
  if (!isUtf8(bytes)) throw refusal([{ pointer: '', detail: 'must be encoded in UTF-8' }]);
  const text = bytes.toString();
  const value = parse(text);
  const verdict = scanJson(bytes);
  if (verdict === SUSPICIOUS) refuseFaults(text);
  return { value, text, isCanonical: verdict === CANONICAL };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError('invalid-json', text === '' ? 'The body is empty' : undefined);
  }
}

function refuseFaults(text: string): void {
  const faults = findStrictFaults(text);
  if (faults.length > 0) throw refusal(faults);
}

function refusal(errors: readonly ProblemFault[]): ProblemError {
  return new ProblemError('invalid-request', undefined, { errors });
}
