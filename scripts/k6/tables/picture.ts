/** What Markdown says of a picture of `docs/pictures`; read aloud by its own title. */
export function pictureLine(file: string, svg: string): string {
  const title = /<title>([^<]*)<\/title>/.exec(svg)?.[1] ?? file;
  return `![${title}](pictures/${file})`;
}

/** The pictures of a benchmark among the files of its folder: `scale.svg`, `flame-gateway.svg`. */
export function picturesOf(benchmark: string, files: readonly string[]): string[] {
  const name = new RegExp(`^${benchmark}(-[a-z0-9-]+)?\\.svg$`);
  return files.filter((file) => name.test(file)).toSorted();
}
