import type { Service } from './service.ts';

/** What a stack tells whoever shows it. */
export type StackEvent =
  | { kind: 'starting'; service: Service }
  | { kind: 'ready'; service: Service; tookMs: number }
  | { kind: 'died'; service: Service; why: string; delayMs: number; output: string }
  | { kind: 'restarted'; service: Service }
  | { kind: 'gave-up'; service: Service; why: string; output: string }
  | { kind: 'stopping'; service: Service }
  | { kind: 'stopped'; service: Service };

export type StackListener = (event: StackEvent) => void;
