import { AppError, type ErrorDetail } from '#pkg/apperror';
import type { Actor, JsonObject } from '#internal/kernel';
import { acceptDefinition, type DefinitionChecks } from '../domain/accept-definition.ts';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { pathFaults } from '../domain/task-paths.ts';
import type { HttpCaller } from '../ports/http-caller.ts';

export type CheckDefinition = (actor: Actor, definition: JsonObject) => Promise<void>;

/**
 * Lets a definition pass that the interpreter can run to its end and whose written endpoints the tenant may call. Throws `invalid` with
 * its faults, each with its place in the request body.
 */
export function checkDefinition(deps: Omit<DefinitionChecks, 'checkUrl'> & { readonly http: Pick<HttpCaller, 'check'>; readonly checkSchedule?: (definition: WorkflowDefinition) => readonly ErrorDetail[] }): CheckDefinition {
  const { http, checkExpression, checkSchema, checkSchedule } = deps;
  return async (actor, definition) => {
    try {
      const accepted = await acceptDefinition(definition, { checkExpression, checkSchema, checkUrl: (url) => http.check(actor, url) });
      const [unkept, ...more] = checkSchedule?.(accepted) ?? [];
      if (unkept) throw new AppError('invalid', `the definition is not valid: ${unkept.field} ${unkept.reason}`, { details: [unkept, ...more] });
      const faults = pathFaults(accepted);
      if (faults.length > 0) throw new AppError('invalid', 'the definition is not valid: a task has too long a path', { details: faults });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      throw new AppError('invalid', error.message, { details: error.details.map(inBody) });
    }
  };
}

const inBody = ({ field, reason }: ErrorDetail): ErrorDetail => ({ field: `/definition${field}`, reason });
