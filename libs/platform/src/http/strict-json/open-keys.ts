import { MAX_DEPTH } from './strict-rules';

/** Objects with more members are left to the thorough check, whose cost is linear in them. */
const MAX_MEMBERS = 16;

/** Hashes of the keys of all objects that are open, innermost last. Allocates nothing in use. */
export class OpenKeys {
  private readonly hashes = new Int32Array((MAX_DEPTH + 1) * MAX_MEMBERS);
  private readonly outerBases = new Int32Array(MAX_DEPTH);
  private depth = 0;
  /** Where the keys of the innermost object begin and end. */
  private base = 0;
  private top = 0;

  reset(): void {
    this.depth = this.base = this.top = 0;
  }

  /** False when that is too deep. */
  open(): boolean {
    if (this.depth === MAX_DEPTH) return false;
    this.outerBases[this.depth++] = this.base;
    this.base = this.top;
    return true;
  }

  close(): void {
    this.top = this.base;
    this.base = this.outerBases[--this.depth] as number;
  }

  /** False when the innermost object may have the key already, or has too many to tell. */
  add(hash: number): boolean {
    const { hashes, base, top } = this;
    for (let i = base; i < top; i++) if (hashes[i] === hash) return false;
    hashes[this.top++] = hash;
    return top - base < MAX_MEMBERS;
  }
}
