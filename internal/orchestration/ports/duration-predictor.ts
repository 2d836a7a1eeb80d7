import type { Actor } from '#internal/kernel';
import type { TaskType } from '../domain/plan-document.ts';

/** How long tasks of a type take. */
export interface DurationPredictor {
  /** Milliseconds per type, as far as something is known. */
  predict(actor: Actor, types: readonly TaskType[]): Promise<Readonly<Partial<Record<TaskType, number>>>>;
}
