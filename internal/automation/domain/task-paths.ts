import type { ErrorDetail } from '#pkg/apperror';
import type { WorkflowDefinition } from './definition.ts';
import { longestPaths } from './function-rules.ts';

/** Longest pointer of a task, in UTF-16 units: paths are parts of the keys of steps and of tickets, and an index entry is bounded. */
const LONGEST_PATH = 500;

/** The tasks whose paths, or those of the functions that they call, are too long to be keys. */
export const pathFaults = (definition: WorkflowDefinition): readonly ErrorDetail[] =>
  [...longestPaths(definition)].flatMap(([{ pointer }, length]) => (length > LONGEST_PATH ? [{ field: pointer, reason: `has a path of more than ${LONGEST_PATH} characters: nest less or use shorter names` }] : []));
