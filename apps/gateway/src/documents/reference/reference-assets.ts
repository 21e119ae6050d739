import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file that the page asks for. */
export interface Asset {
  type: string;
  content: Buffer;
}

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

/** Media types of all assets, for the route. */
export const ASSET_TYPES = ['text/javascript', 'text/css', 'image/png'];

/** What of the renderer's package is served; nothing else of it can be reached. */
const VENDORED: Readonly<Record<string, string>> = {
  'swagger-ui.css': STYLE,
  'swagger-ui-bundle.js': SCRIPT,
  'favicon-32x32.png': 'image/png',
};

const OWN: Readonly<Record<string, Asset>> = {
  'reference.js': {
    type: SCRIPT,
    content: Buffer.from(`SwaggerUIBundle({
  url: '/docs/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`),
  },
  'reference.css': {
    type: STYLE,
    content: Buffer.from(`body { margin: 0; font-family: system-ui, sans-serif; }
header, main > ul { max-width: 1460px; margin: 0 auto; padding: 1rem 20px; }
header h1 { font-size: 1.4rem; margin: 0 0 .3rem; }
header small { font-weight: normal; color: #666; }
header a { margin-right: 1rem; }
.swagger-ui .info { margin: 1rem 0; }
`),
  },
};

const read = new Map<string, Promise<Buffer>>();

/** An asset by name; undefined where there is none. */
export async function findAsset(name: string): Promise<Asset | undefined> {
  if (Object.hasOwn(OWN, name)) return OWN[name];
  const type = Object.hasOwn(VENDORED, name) ? VENDORED[name] : undefined;
  return type === undefined ? undefined : { type, content: await vendored(name) };
}

/** Read once; the files of an installed package do not change. */
function vendored(name: string): Promise<Buffer> {
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'));
  const content = read.get(name) ?? readFile(join(folder, name));
  read.set(name, content);
  return content;
}
