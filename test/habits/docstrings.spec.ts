import ts from 'typescript';
import { isTestCode, projectFiles, type ProjectFile } from './project-files';

describe('docstrings', () => {
  it('explain every function and class that a lib exports', () => {
    const libs = projectFiles().filter(
      (file) => file.path.startsWith('libs/') && file.name.endsWith('.ts') && !isTestCode(file),
    );
    expect(libs.length).toBeGreaterThan(20);
    expect(libs.flatMap(undocumented)).toEqual([]);
  });

  it('are missed where there are none', () => {
    const file = { path: 'a.ts', name: 'a.ts', folders: [], text: 'export function bare() {}' };
    expect(undocumented(file)).toEqual(['a.ts: bare']);
  });
});

/** A controller says in its routes what it is for. */
const SELF_EXPLAINING = /\.controller\.ts$/;

function undocumented({ path, text }: ProjectFile): string[] {
  if (SELF_EXPLAINING.test(path)) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter((it) => ts.isFunctionDeclaration(it) || ts.isClassDeclaration(it))
    .filter((it) => it.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .filter((it) => ts.getJSDocCommentsAndTags(it).length === 0)
    .map((it) => `${path}: ${it.name?.text ?? 'default'}`);
}
