import type { JSX } from 'preact';

/** What else this gateway shows. */
export function PageFooter(): JSX.Element {
  return (
    <footer class="foot">
      <p>
        The model is computed in your browser; this page asks nobody but its gateway. Further:{' '}
        <a href="/docs">API reference</a>, <a href="/health">health</a>,{' '}
        <a href="/metrics">metrics</a>.
      </p>
    </footer>
  );
}
