import { API_VERSION } from '../api-version';
import type { Operation } from '../openapi/operation';
import { OPERATIONS } from '../openapi/operations/all-operations';

/** Nothing from elsewhere, and nobody may frame it; the renderer sets styles of its own. */
export const REFERENCE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page of `GET /docs`; without scripts it still lists every call. */
export function referencePage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sluice · API reference</title>
<link rel="icon" href="/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<link rel="stylesheet" href="/docs/assets/reference.css">
</head>
<body>
<header><h1>Sluice order gateway <small>${API_VERSION}</small></h1>
<nav><a href="/docs/openapi.json">OpenAPI 3.1</a> <a href="/docs/asyncapi.json">AsyncAPI 3</a></nav></header>
<main id="reference"><ul>
${OPERATIONS.map(line).join('\n')}
</ul></main>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/assets/reference.js"></script>
</body>
</html>
`;
}

function line({ method, path, summary }: Operation): string {
  return `<li><code>${method.toUpperCase()} ${path}</code> ${summary}</li>`;
}
