/** A benchmark's own page as a part of another one: without its title, headings one level lower. */
export function benchSection(markdown: string): string {
  return markdown
    .replace(/^# .*\n+/, '')
    .replace(/^(#+) /gm, '#$1 ')
    .trim();
}
