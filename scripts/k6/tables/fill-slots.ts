/** `<!-- k6:accept -->` … `<!-- /k6:accept -->`: what stands between is written by a command. */
const SLOT = /<!-- (k6|bench):([a-z0-9-]+) -->([\s\S]*?)<!-- \/\1:\2 -->/g;

/** Where a slot's figures come from: a k6 suite or a benchmark. */
export type SlotKind = 'k6' | 'bench';

/**
 * Gives the page with the content of every slot replaced; a slot stays as it is when there is nothing
 * new, for not everybody runs everything.
 */
export function fillSlots(
  page: string,
  contentOf: (kind: SlotKind, name: string) => string | undefined,
): string {
  return page.replace(SLOT, (slot, kind: SlotKind, name: string) => {
    const content = contentOf(kind, name);
    if (content === undefined) return slot;
    return `<!-- ${kind}:${name} -->\n\n${content}\n\n<!-- /${kind}:${name} -->`;
  });
}
