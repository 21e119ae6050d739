export type Align = 'left' | 'right';

export interface Table {
  head: readonly string[];
  /** Per column; a missing one is right-aligned, as figures are. */
  align?: readonly Align[];
  rows: readonly (readonly string[])[];
}

/** GitHub-flavoured Markdown that is aligned as plain text too: the terminal prints the same. */
export function markdownTable({ head, align = [], rows }: Table): string {
  const widths = head.map((_, column) => columnWidth([head, ...rows], column));
  const side = (column: number) => align[column] ?? 'right';
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => pad(cell, widths[column] ?? 0, side(column))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    side(column) === 'left' ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** 12,345: the way in which the published table writes its figures. */
export function grouped(value: number, decimals = 0): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString('en-US', digits);
}

function columnWidth(rows: readonly (readonly string[])[], column: number): number {
  return Math.max(3, ...rows.map((cells) => cells[column]?.length ?? 0));
}

function pad(cell: string, width: number, side: Align): string {
  return side === 'left' ? cell.padEnd(width) : cell.padStart(width);
}
