import ts from 'typescript';
import { isTestCode, projectFiles, type ProjectFile } from './project-files';

const LONGEST_FILE = 250;
const MEDIAN_FILE = 60;
const LONGEST_FUNCTION = 50;
const MEDIAN_FUNCTION = 9;

describe('length', () => {
  const files = projectFiles().filter((file) => /\.tsx?$/.test(file.name) && !isTestCode(file));

  it(`has no file over ${LONGEST_FILE} lines`, () => {
    const long = files.filter(({ text }) => lineCount(text) > LONGEST_FILE);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it(`has a median file under ${MEDIAN_FILE} lines`, () => {
    expect(median(files.map(({ text }) => lineCount(text)))).toBeLessThan(MEDIAN_FILE);
  });

  it(`has no function over ${LONGEST_FUNCTION} lines`, () => {
    const long = files.flatMap((file) =>
      functionLengths(file)
        .filter(({ lines }) => lines > LONGEST_FUNCTION)
        .map(({ name, lines }) => `${file.path} ${name}: ${lines}`),
    );
    expect(long).toEqual([]);
  });

  it(`has a median function under ${MEDIAN_FUNCTION} lines`, () => {
    const lengths = files.flatMap(functionLengths).map(({ lines }) => lines);
    expect(lengths.length).toBeGreaterThan(200);
    expect(median(lengths)).toBeLessThan(MEDIAN_FUNCTION);
  });
});

function lineCount(text: string): number {
  return text.trimEnd().split('\n').length;
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Functions and methods with a body of their own; arrows inside of them belong to them. */
function functionLengths({ path, text }: ProjectFile): { name: string; lines: number }[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: { name: string; lines: number }[] = [];
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    const isFunction =
      ts.isFunctionDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isConstructorDeclaration(node);
    if (isFunction && node.body) {
      const lines = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1;
      found.push({ name: node.name?.getText() ?? 'constructor', lines });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
