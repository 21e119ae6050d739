/** Lints texts as if they stood in given files: JSON of [text, path] pairs in, rule names out. */
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const eslint = new ESLint();
const pairs = JSON.parse(await text(process.stdin));
const rules = [];
for (const [code, filePath] of pairs) {
  const [result] = await eslint.lintText(code, { filePath });
  rules.push(result.messages.map(({ ruleId }) => ruleId));
}
process.stdout.write(JSON.stringify(rules));
