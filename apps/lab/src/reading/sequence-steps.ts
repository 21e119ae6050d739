export const PARTICIPANTS = ['Client', 'Gateway', 'Queue', 'Worker'] as const;

export type Participant = (typeof PARTICIPANTS)[number];

/** One numbered message; answers are drawn with a broken line. */
export interface SequenceStep {
  from: Participant;
  to: Participant;
  says: string;
  isAnswer?: boolean;
}

/** The whole exchange; what is repeated and what is chosen from is drawn around the steps. */
export const STEPS: readonly SequenceStep[] = [
  { from: 'Client', to: 'Gateway', says: 'POST /v1/orders/async' },
  { from: 'Gateway', to: 'Queue', says: 'write down, enqueue' },
  { from: 'Gateway', to: 'Client', says: '202 Accepted, Location', isAnswer: true },
  { from: 'Queue', to: 'Worker', says: 'hand out', isAnswer: true },
  { from: 'Client', to: 'Gateway', says: 'GET /v1/orders/{id}' },
  { from: 'Gateway', to: 'Client', says: '200, still processing', isAnswer: true },
  { from: 'Worker', to: 'Queue', says: 'note as completed' },
  { from: 'Gateway', to: 'Client', says: '200 with the result', isAnswer: true },
];

/** A box around steps, counted from 1, both ends included. */
export interface SequenceFrame {
  kind: string;
  when: string;
  from: number;
  to: number;
  depth: number;
}

export const FRAMES: readonly SequenceFrame[] = [
  { kind: 'loop', when: 'every N seconds', from: 5, to: 8, depth: 0 },
  { kind: 'alt', when: 'still at work', from: 6, to: 6, depth: 1 },
  { kind: 'else', when: 'done', from: 7, to: 8, depth: 1 },
];

export const CLOSING_NOTE = 'The screen shows the result';
