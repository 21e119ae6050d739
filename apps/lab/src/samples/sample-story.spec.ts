import { SAMPLE_A, SAMPLE_B } from './sample';
import { resultOf } from './sample-reading';
import { stationAt, type Story, storyOf } from './sample-story';

const says = (story: Story, tMs: number | undefined) =>
  (['client', 'bff', 'backend'] as const).map((station) => stationAt(story, station, tMs).says);

describe('the story of one call', () => {
  it('begins idle', () => {
    expect(says(storyOf(SAMPLE_A.runs.sync), undefined)).toEqual(['Idle', 'Idle', 'Idle']);
  });

  it('is a held thread and a 200, synchronously at 12 s', () => {
    const story = storyOf(SAMPLE_A.runs.sync);
    expect(says(story, 11_999)).toEqual(['Waiting', 'Thread held', 'Working']);
    expect(says(story, 12_000)).toEqual(['200 OK', 'Thread released', 'Done']);
  });

  it('is a 504 while the backend goes on, synchronously at 35 s', () => {
    const story = storyOf(SAMPLE_B.runs.sync);
    const gaveUp = 'Gave up, thread released';
    expect(says(story, 30_000)).toEqual(['504 Gateway Timeout', gaveUp, 'Working, for nobody']);
    expect(says(story, 35_000)).toEqual(['504 Gateway Timeout', gaveUp, 'Done, too late']);
  });

  it.each([
    [SAMPLE_A, 15_000, 3],
    [SAMPLE_B, 35_000, 7],
  ])('is a 202 and a result at a later question, asynchronously: %#', (sample, endsMs, polls) => {
    const story = storyOf(sample.runs.async);
    expect(says(story, 0)).toEqual(['Free, asks now and then', '202 sent, free', 'Working']);
    expect(says(story, endsMs)).toEqual(['200 with the result', '202 sent, free', 'Done']);
    expect(story).toMatchObject({ lengthMs: endsMs, outcome: 200 });
    expect(story.polls).toHaveLength(polls);
  });

  it('comes to a result', () => {
    const story = storyOf(SAMPLE_B.runs.sync);
    const at = (tMs: number | undefined) =>
      resultOf({ pattern: 'sync', story, tMs, startedAt: undefined }).replaceAll('\u00a0', ' ');
    expect(at(undefined)).toMatch(/^Press/);
    expect(at(29_999)).toMatch(/^Nothing yet/);
    expect(at(30_000)).toBe('HTTP 504 Gateway Timeout after 30 s; the backend is through at 35 s.');
  });
});
