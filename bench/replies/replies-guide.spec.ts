import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = readFileSync(
  join(import.meta.dirname, '..', '..', 'docs', 'reply-routing.md'),
  'utf8',
);

const ROW = /^\| .* \|$/gm;
const FIGURE = /\d[\d,.]*\d|\d/g;

/** Figures that say how it was measured, not what came out. */
const OCCASIONS = ['p50', 'p99', '10 gateways', '10,000 unread'];

const rows = [...page.matchAll(ROW)].map(([line]) => line.split('|').map((cell) => cell.trim()));
const measured = new Map(rows.map(([, transport = '', ...cells]) => [transport, cells.join(' ')]));
const guide = rows.flatMap(([, , taken = '', why = '']) =>
  taken.startsWith('`') ? [{ transport: taken.replaceAll('`', ''), why }] : [],
);

describe('the guide to reply transports', () => {
  it('speaks of all seven', () => {
    expect(guide).toHaveLength(7);
  });

  it.each(guide)('quotes of $transport what the page has measured', ({ transport, why }) => {
    const said = OCCASIONS.reduce((text, occasion) => text.replace(occasion, ''), why);
    const table: string[] = measured.get(transport)?.match(FIGURE) ?? [];
    const quoted: string[] = said.match(FIGURE) ?? [];
    expect(quoted.length).toBeGreaterThan(1);
    expect(quoted.filter((figure) => !table.includes(figure))).toEqual([]);
  });
});
