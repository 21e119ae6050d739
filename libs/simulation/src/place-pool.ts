/** A number of equal places, such as threads; the lowest free one is taken first. */
export class PlacePool {
  private readonly isTaken: boolean[];

  constructor(size: number) {
    this.isTaken = new Array<boolean>(size).fill(false);
  }

  /** Whether no place is free. */
  get isFull(): boolean {
    return !this.isTaken.includes(false);
  }

  /** A place that was free; undefined when none is. */
  take(): number | undefined {
    const place = this.isTaken.indexOf(false);
    if (place < 0) return undefined;
    this.isTaken[place] = true;
    return place;
  }

  release(place: number): void {
    this.isTaken[place] = false;
  }
}
