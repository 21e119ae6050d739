import { PROBLEM_MEDIA_TYPE } from '../../problems/problem-document';

interface MediaRange {
  type: string;
  quality: number;
}

/**
 * Whether an `Accept` field admits one of the media types (RFC 9110 §12.5.1). Lenient: no field, an
 * empty one and one that cannot be read admit everything, and who names problems gets his answer.
 */
export function accepts(accept: string | undefined, produced: readonly string[]): boolean {
  if (accept === undefined || accept === '*/*') return true;
  const ranges = accept
    .split(',')
    .map(readRange)
    .filter(({ type }) => type.includes('/'));
  const takesProblems = ranges.some(
    ({ type, quality }) => type === PROBLEM_MEDIA_TYPE && quality > 0,
  );
  if (ranges.length === 0 || takesProblems) return true;
  return produced.some((type) => qualityOf(type, ranges) > 0);
}

function readRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.toLowerCase().split(';');
  const quality = parameters.map((parameter) => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(parameter)?.[1]);
  return { type: type.trim(), quality: Number(quality.find((value) => value) ?? 1) };
}

/** The most specific range decides. */
function qualityOf(type: string, ranges: readonly MediaRange[]): number {
  for (const candidate of [type, `${type.split('/', 1)[0]}/*`, '*/*']) {
    const qualities = ranges.filter((range) => range.type === candidate);
    if (qualities.length > 0) return Math.max(...qualities.map(({ quality }) => quality));
  }
  return 0;
}
