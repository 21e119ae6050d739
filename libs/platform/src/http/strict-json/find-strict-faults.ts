import type { ProblemFault } from '@sluice/contracts';
import { isExactNumber } from './exact-number';
import * as json from './json-bytes';
import { pointerTo } from './json-pointer';
import { DANGEROUS_KEYS, MAX_DEPTH, MAX_FAULTS } from './strict-rules';

const NUMBER_TEXT = /[-+.\deE]+/y;

/** An object or array whose end has not been reached; where it stands is its current step. */
interface Container {
  step: string | number;
  /** Keys seen so far; undefined for an array. */
  keys: Set<string> | undefined;
}

/** Walks over a text that `JSON.parse` took; a stack of its own, so that no depth can overflow. */
class StrictCheck {
  private readonly faults: ProblemFault[] = [];
  private readonly open: Container[] = [];
  private at = 0;

  constructor(private readonly text: string) {}

  run(): ProblemFault[] {
    while (this.at < this.text.length && this.faults.length < MAX_FAULTS) this.step();
    return this.faults;
  }

  private step(): void {
    const character = this.text[this.at] as string;
    switch (json.BYTE_KINDS[character.charCodeAt(0)]) {
      case json.STRING:
        return this.string();
      case json.NUMBER:
        return this.number();
      case json.OPEN:
        return this.enter(character === '{');
      case json.CLOSE:
        this.open.pop();
        break;
      default:
        if (character === ',') this.nextElement();
    }
    this.at++;
  }

  private string(): void {
    const start = this.at;
    this.at = this.endOfString(start + 1) + 1;
    const spelled = this.text.slice(start, this.at);
    const isEscaped = spelled.includes('\\');
    const value = isEscaped ? (JSON.parse(spelled) as string) : spelled.slice(1, -1);
    if (this.isFollowedByColon()) this.key(value);
    if (isEscaped) this.checkText(value);
  }

  /** Neither can stand in UTF-8 unescaped. */
  private checkText(value: string): void {
    if (value.includes('\0')) this.fault('must not contain NUL');
    if (!value.isWellFormed()) this.fault('must not contain a lone surrogate');
  }

  private endOfString(from: number): number {
    let at = from;
    for (; this.text.charCodeAt(at) !== json.QUOTE; at++) {
      if (this.text.charCodeAt(at) === json.BACKSLASH) at++;
    }
    return at;
  }

  private isFollowedByColon(): boolean {
    let at = this.at;
    while (json.BYTE_KINDS[this.text.charCodeAt(at)] === json.SPACE) at++;
    return this.text.charCodeAt(at) === json.COLON;
  }

  private key(key: string): void {
    const container = this.open.at(-1);
    if (!container?.keys) return;
    container.step = key;
    if (DANGEROUS_KEYS.has(key)) this.fault('is not allowed as a key');
    if (container.keys.has(key)) this.fault('must be given only once');
    container.keys.add(key);
  }

  private number(): void {
    NUMBER_TEXT.lastIndex = this.at;
    const [text = ''] = NUMBER_TEXT.exec(this.text) ?? [];
    this.at += text.length;
    if (!isExactNumber(text)) this.fault('is a number that would be rounded');
  }

  private enter(isObject: boolean): void {
    this.at++;
    if (this.open.length === MAX_DEPTH) return this.tooDeep();
    this.open.push(isObject ? { step: '', keys: new Set() } : { step: 0, keys: undefined });
  }

  private tooDeep(): void {
    this.fault(`is nested deeper than ${MAX_DEPTH} levels`);
    this.at = this.text.length;
  }

  private nextElement(): void {
    const container = this.open.at(-1);
    if (typeof container?.step === 'number' && !container.keys) container.step++;
  }

  private fault(detail: string): void {
    const pointer = this.open.reduce((parent, { step }) => pointerTo(parent, step), '');
    this.faults.push({ pointer: pointer.toWellFormed(), detail });
  }
}

/**
 * What a strict reader objects to in a valid JSON text: duplicate and dangerous keys, numbers that a
 * double would round, NUL, lone surrogates, nesting over 32. At most 20 faults; linear in the text.
 */
export function findStrictFaults(text: string): ProblemFault[] {
  return new StrictCheck(text).run();
}
