import type { JSX } from 'preact';

/** Where `npm start` puts its mock backend. */
const BACKEND_PORT = 3002;

const command = (preset: string): string =>
  `curl -X PUT http://${location.hostname}:${BACKEND_PORT}/profile -H 'content-type: application/json' -d '"${preset}"'`;

/** How to make the difference felt. */
export function SlowBackend(): JSX.Element {
  return (
    <div class="aside">
      <h3>Slow the backend down</h3>
      <p>
        The backend of <code>npm start</code> is a mock that can be told how to behave. With this
        line each order takes it 12 seconds, 15 at a time; submit again and compare.
      </p>
      <pre tabIndex={0}>
        <code>{command('slow')}</code>
      </pre>
      <p>
        Put <code>&quot;beyond&quot;</code> there for 35 seconds, <code>&quot;steady&quot;</code>{' '}
        for 50 milliseconds, as it was. While six synchronous calls are held, the browser has no
        connection left for anything else, and the figures above stand still: the same thing that
        happens to a thread pool.
      </p>
    </div>
  );
}
