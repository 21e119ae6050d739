/** A box of a flame graph: as wide as its weight, on top of who called it. */
export interface FlameBox {
  label: string;
  /** What a person sees who rests on it. */
  tooltip: string;
  colour: string;
  /** Its own, without its children's. */
  weight: number;
  children: readonly FlameBox[];
}

export interface FlameFigure {
  title: string;
  subtitle: string;
  /** What the colours mean. */
  legend: readonly { label: string; colour: string }[];
  root: FlameBox;
  footnote: string;
}
