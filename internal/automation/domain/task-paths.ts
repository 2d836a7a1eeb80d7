import type { ErrorDetail } from '#pkg/apperror';
import type { WorkflowDefinition } from './definition.ts';
import { tasksOf } from './definition-tasks.ts';

/** Longest pointer of a task, in UTF-16 units: paths are parts of the keys of steps and of tickets, and an index entry is bounded. */
const LONGEST_PATH = 500;

/** The tasks whose paths are too long to be keys. */
export const pathFaults = (definition: WorkflowDefinition): readonly ErrorDetail[] =>
  tasksOf(definition).flatMap(({ pointer }) => (pointer.length > LONGEST_PATH ? [{ field: pointer, reason: `has a path of more than ${LONGEST_PATH} characters: nest less or use shorter names` }] : []));
