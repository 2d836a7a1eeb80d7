import type { Json } from '#internal/kernel';
import type { Compensate } from '../domain/definition.ts';

/** How to undo one run of a task. */
export interface Undo {
  readonly path: string;
  readonly pointer: string;
  readonly name: string;
  readonly compensate: Compensate;
  readonly bound: Readonly<Record<string, Json>>;
  readonly input: Json;
  /** Null while it is not known. */
  readonly output: Json;
  /** The ticket of the effect, where it is known. */
  readonly ticketId?: string;
}
