import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** While somebody works on the page. A gateway without keys answers its own origin only. */
const gateway = 'http://127.0.0.1:3000';
const toGateway = { target: gateway, changeOrigin: true, headers: { origin: gateway } };

/** The page is served by the gateway, below `/lab`, with a policy that allows files of its own only. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/lab/',
  resolve: {
    alias: [{ find: /^@sluice\/([^/]+)$/, replacement: `${projectFolder}libs/$1/src/index.ts` }],
  },
  build: {
    outDir: `${projectFolder}dist/lab`,
    emptyOutDir: true,
    // What is inlined would need a hole in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: { proxy: { '/v1': toGateway, '/health': toGateway } },
});
