import type { JSX } from 'preact';

/** What the page is about, in one paragraph. */
export function Introduction(): JSX.Element {
  return (
    <div class="intro">
      <h1>Two ways to wait for a slow backend</h1>
      <p class="lead">
        A gateway that calls its backend within each request holds a thread until the answer is
        there. When the backend slows down, the threads run out and callers are turned away. A
        gateway that writes the work down, answers 202 and lets a fixed number of workers carry it
        goes on answering. Here both meet the same calls: first in a model whose time runs faster
        than yours, then on the very gateway that served this page.
      </p>
    </div>
  );
}
