/** `<!-- k6:accept -->` … `<!-- /k6:accept -->`: what stands between is written by a command. */
const SLOT = /<!-- k6:([a-z0-9-]+) -->[\s\S]*?<!-- \/k6:\1 -->/g;

/** Gives the page with the content of every slot replaced. */
export function fillSlots(page: string, contentOf: (name: string) => string): string {
  return page.replace(
    SLOT,
    (_, name: string) => `<!-- k6:${name} -->\n\n${contentOf(name)}\n\n<!-- /k6:${name} -->`,
  );
}
