import type { JsonObject } from '../json-object';
import type { ProblemCode } from '@sluice/contracts';
import type { HeaderName } from './header-catalogue';
import type { ParameterName } from './parameter-catalogue';
import type { SchemaName } from './schemas/all-schemas';

/** Which header fields an answer carries, and whether each time. */
export type HeaderUse = Partial<Record<HeaderName, 'always' | 'sometimes'>>;

/** A body by media type. */
export type Content = Partial<
  Record<string, { schema: SchemaName | JsonObject; examples?: JsonObject }>
>;

/** An answer that is no problem. */
export interface Answer {
  description: string;
  headers?: HeaderUse;
  content?: Content;
  /** Operations that what it shows can be read and changed with. */
  links?: 'order' | 'found-order' | 'dead-letter' | 'organization';
}

/** Everything that is documented about one call; the rest follows from the code. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  id: string;
  tag: 'Intake' | 'Tracking' | 'Organizations' | 'Queues' | 'Observation' | 'Documents';
  summary: string;
  description?: string;
  /** What the caller's key has to be for; nothing is asked for what is open. */
  role: 'client' | 'ops' | 'open';
  parameters?: readonly ParameterName[];
  body?: { content: Content };
  answers: Partial<Record<number, Answer>>;
  /** Beyond those that every call of its kind can meet. */
  problems?: readonly ProblemCode[];
  /** Header fields that its own problems, but not those met before it, carry. */
  problemHeaders?: HeaderUse;
  /** Whether it cannot be answered without Redis. */
  asksRedis: boolean;
  /** Whether the outcome is sent to the order's `callbackUrl`. */
  callsBack?: true;
}
