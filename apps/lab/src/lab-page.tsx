import type { JSX } from 'preact';
import { LiveSection } from './live/live-section';
import { LoadSection } from './load/load-section';
import { PageFooter } from './reading/page-footer';
import { Glossary } from './reading/glossary';
import { HowItWorks } from './reading/how-it-works';
import { Introduction } from './reading/introduction';
import { WhenToUse } from './reading/when-to-use';
import { SAMPLE_A, SAMPLE_B } from './samples/sample';
import { SampleSection } from './samples/sample-section';

const SECTIONS = [
  ['sample-a', 'Sample A'],
  ['sample-b', 'Sample B'],
  ['load', 'Load'],
  ['live', 'This gateway'],
  ['when', 'When to use it'],
  ['how', 'How it works'],
  ['glossary', 'Glossary'],
] as const;

/** The whole page: first a model, then this gateway, then what to read. */
export function LabPage(): JSX.Element {
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <a class="brand" href="#main">
          <span class="brand-mark" aria-hidden="true" />
          Sluice <span class="brand-page">Pattern lab</span>
        </a>
        <nav aria-label="Sections">
          {SECTIONS.map(([id, title]) => (
            <a key={id} href={`#${id}`}>
              {title}
            </a>
          ))}
        </nav>
      </header>
      <main id="main">
        <Introduction />
        <SampleSection sample={SAMPLE_A} />
        <SampleSection sample={SAMPLE_B} />
        <LoadSection />
        <LiveSection />
        <WhenToUse />
        <HowItWorks />
        <Glossary />
      </main>
      <PageFooter />
    </>
  );
}
