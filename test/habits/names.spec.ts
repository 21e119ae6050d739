import { isSpec, projectFiles } from './project-files';

const KEBAB = '[a-z0-9]+(?:-[a-z0-9]+)*';
const FILE_NAME = new RegExp(
  String.raw`^${KEBAB}(?:\.${KEBAB})*\.(?:tsx?|mts|mjs|cjs|json|lua|sql|toml|txt|html|css|svg)$`,
);
const FOLDER_NAME = new RegExp(`^${KEBAB}$`);

/** Names that say nothing, under which everything gathers in the end. */
const EMPTY_WORDS = /(?:^|[-.])(?:utils?|helpers?|common|base|manager|misc|stuff)(?:[-.]|$)/;

/** Decorators whose classes stand in a file of that role, and mirror its name. */
const ROLES: Record<string, string> = {
  Module: 'module',
  Controller: 'controller',
  Processor: 'processor',
  Catch: 'filter',
};

describe('names', () => {
  const files = projectFiles();

  it('meets enough files to mean something', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it('has kebab-case file and folder names', () => {
    const bad = files.filter(
      ({ name, folders }) => !FILE_NAME.test(name) || folders.some((it) => !FOLDER_NAME.test(it)),
    );
    expect(bad.map(({ path }) => path)).toEqual([]);
  });

  it('has no name that says nothing', () => {
    const bad = files.filter(({ name, folders }) =>
      [name, ...folders].some((word) => EMPTY_WORDS.test(word)),
    );
    expect(bad.map(({ path }) => path)).toEqual([]);
  });

  it('knows what it forbids', () => {
    const bad = ['utils', 'order-helper.ts', 'base.service.ts', 'queue-manager.ts', 'common'];
    expect(bad.filter((name) => !EMPTY_WORDS.test(name))).toEqual([]);
    expect(['database.ts', 'commons-law.ts'].filter((name) => EMPTY_WORDS.test(name))).toEqual([]);
    expect(
      ['OrderQueue.ts', 'order_queue.ts', '-a.ts'].filter((name) => FILE_NAME.test(name)),
    ).toEqual([]);
  });

  it.each(Object.entries(ROLES))(
    'keeps @%s classes in files that end in .%s.ts',
    (decorator, role) => {
      const use = new RegExp(String.raw`^@${decorator}\(`, 'm');
      const product = files.filter((file) => /^(apps|libs)\//.test(file.path) && !isSpec(file));
      const bad = product.filter(
        ({ text, name }) => use.test(text) && !name.endsWith(`.${role}.ts`),
      );
      expect(bad.map(({ path }) => path)).toEqual([]);
    },
  );

  it('mirrors the class in the name of its file', () => {
    const roleFile = new RegExp(
      String.raw`\.(?:${Object.values(ROLES).join('|')}|config|port)\.ts$`,
    );
    const product = files.filter(({ path }) => /^(apps|libs)\//.test(path));
    const bad = product
      .filter(({ name }) => roleFile.test(name))
      .filter(({ name, text }) => !mirrors(name, text));
    expect(bad.map(({ path }) => path)).toEqual([]);
  });
});

/** `order-queue.module.ts` → OrderQueueModule; the role of a port may be left off. */
function mirrors(name: string, text: string): boolean {
  const pascal = name
    .replace(/\.ts$/, '')
    .split(/[-.]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  const names = [pascal, pascal.replace(/Port$/, '')];
  return names.some((it) => new RegExp(String.raw`(?:class|interface|type) ${it}\b`).test(text));
}
