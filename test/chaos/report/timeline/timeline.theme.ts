import type { FaultCategory } from '../../faults/fault.ts';

/** All measures in pixels of the picture's own grid. */
export const TIMELINE = {
  width: 1_080,
  left: 280,
  right: 24,
  headHeight: 92,
  panelHeight: 150,
  panelGap: 46,
  rowHeight: 19,
  footHeight: 56,
} as const;

/** Colours that stay apart for colour-blind readers. */
export const LOAD_COLOURS = {
  acknowledged: '#17728a',
  otherAnswers: '#a9b4c0',
  refused: '#e3a72f',
  unanswered: '#c8553d',
} as const;

export const LOAD_NAMES: Record<keyof typeof LOAD_COLOURS, string> = {
  acknowledged: 'taken in (200, 202)',
  otherAnswers: 'other answers (409, 422, 502, 504)',
  refused: 'refused (503)',
  unanswered: 'no answer: gateway gone',
};

export const DEPTH_COLOURS = { queued: '#17728a', processing: '#c8553d' } as const;

export const FAULT_COLOURS: Record<FaultCategory, string> = {
  kill: '#c8553d',
  failpoint: '#8f3b76',
  process: '#5f6b7a',
  redis: '#e3a72f',
  link: '#3f7fbf',
  backend: '#3a8f5c',
  client: '#17728a',
};
