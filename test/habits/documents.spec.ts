import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readProjectFile } from './project-files';
import { settingsSections } from './settings';

const PROJECT_FOLDER = join(__dirname, '..', '..');

/** `[text](target)`, pictures included; what follows a space in the target is a title. */
const LINK = /\]\(([^()\s]+)[^()]*\)/g;
const HEADING = /^#{1,6} (.+)$/gm;
const FENCED = /^```[\s\S]*?^```/gm;

/** `| \`QUEUE_LIMIT\` | \`100000\` | … |` */
const SETTING_ROW = /^\| `([A-Z][A-Z0-9_]*)` +\| (?:`([^`]*)`|unset) +\| (.+) \|$/gm;

const pages = globSync(['*.md', 'docs/**/*.md', 'deploy/**/*.md'], { cwd: PROJECT_FOLDER });

describe('documents', () => {
  it('are there', () => {
    expect(pages.length).toBeGreaterThan(15);
  });

  it.each(pages)('%s links only to what there is', (page) => {
    const links = [...proseOf(page).matchAll(LINK)].map(([, target = '']) => target);
    expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  it('know a link that leads nowhere', () => {
    expect(leadsSomewhere('README.md', 'docs/no-such-page.md')).toBe(false);
    expect(leadsSomewhere('README.md', 'docs/errors.md#no-such-heading')).toBe(false);
    expect(leadsSomewhere('docs/errors.md', '../README.md#the-problem')).toBe(true);
  });
});

describe('docs/settings.md', () => {
  it('lists exactly the settings there are, with their defaults', () => {
    const rows = [...readProjectFile('docs/settings.md').matchAll(SETTING_ROW)];
    const documented = rows.map(([, variable = '', value]) => [variable, value] as const);
    const declared = settingsSections()
      .flatMap(({ settings }) => settings)
      .map(({ variable, default: value }) => [variable, value] as const);
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(declared));
    expect(documented).toHaveLength(declared.length);
  });
});

function proseOf(page: string): string {
  return readProjectFile(page).replace(FENCED, '');
}

function leadsSomewhere(page: string, link: string): boolean {
  if (/^(https?:|mailto:)/.test(link)) return true;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(PROJECT_FOLDER, target))) return false;
  return anchor === undefined || !target.endsWith('.md') || anchorsOf(target).has(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(page: string): Set<string> {
  const headings = [...proseOf(page).matchAll(HEADING)].map(([, text = '']) => text);
  return new Set(
    headings.map((text) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
