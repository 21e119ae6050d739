import { accepted, problem, submit } from '../../check/evidence.fixture.ts';
import { drawTimeline } from './draw-timeline.ts';
import { timelineOf } from './timeline.model.ts';

const events = [
  submit(100, accepted()),
  submit(200, problem(503, 'queue-full')),
  submit(700, { failure: 'refused' }),
  submit(800, problem(409, 'duplicate-order')),
  { kind: 'depth', atMs: 500, queued: 7, processing: 2 } as const,
  {
    kind: 'fault',
    atMs: 300,
    endedAtMs: 900,
    fault: 'kill <redis>',
    target: 'redis',
    detail: '',
    tookPlace: true,
  } as const,
];

describe('timelineOf', () => {
  it('counts submissions a second by their answer, at the time of their sending', () => {
    expect(timelineOf(events).load).toEqual([
      { atMs: 0, acknowledged: 2, otherAnswers: 0, refused: 2, unanswered: 0 },
      { atMs: 500, acknowledged: 0, otherAnswers: 2, refused: 0, unanswered: 2 },
    ]);
  });
  it('ends with the last thing that happened', () => {
    expect(timelineOf(events).endMs).toBe(900);
  });
});

describe('drawTimeline', () => {
  it('names every fault in a document that is well-formed', () => {
    const svg = drawTimeline(timelineOf(events), { title: 'Seed 1', subtitle: 'fine' });
    expect(svg).toContain('kill &lt;redis&gt; · redis');
    expect(svg).toMatch(/^<svg [^>]+>.*<\/svg>$/s);
    expect(svg).not.toContain('NaN');
  });
  it('copes with a run in which nothing happened', () => {
    expect(drawTimeline(timelineOf([]), { title: '', subtitle: '' })).not.toContain('NaN');
  });
});
