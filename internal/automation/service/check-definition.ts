import { AppError, type ErrorDetail } from '#pkg/apperror';
import type { Actor, JsonObject } from '#internal/kernel';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { literalEndpoints } from '../domain/literal-endpoints.ts';
import { checkExtent } from '../domain/workflow.ts';
import type { HttpCaller } from '../ports/http-caller.ts';

export type CheckDefinition = (actor: Actor, definition: JsonObject) => Promise<void>;

/**
 * Lets a definition pass that the interpreter can run and whose written endpoints the tenant may call. Throws `invalid` with every fault
 * and its place in the request body.
 */
export function checkDefinition(deps: {
  /** Throws `invalid`, its fields being JSON pointers into the definition. */
  readonly parseDefinition: (definition: JsonObject) => Promise<WorkflowDefinition>;
  readonly http: Pick<HttpCaller, 'check'>;
}): CheckDefinition {
  return async (actor, definition) => {
    checkExtent(definition);
    const parsed = await faultsUnder('/definition', deps.parseDefinition(definition));
    const faults: ErrorDetail[] = [];
    for (const { pointer, url } of literalEndpoints(parsed)) {
      await deps.http.check(actor, url).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
        faults.push({ field: `/definition${pointer}`, reason: error.details[0]?.reason ?? error.message });
      });
    }
    if (faults.length > 0) throw invalidDefinition(faults);
  };
}

async function faultsUnder<Result>(prefix: string, parsing: Promise<Result>): Promise<Result> {
  try {
    return await parsing;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    throw invalidDefinition(error.details.map(({ field, reason }) => ({ field: `${prefix}${field}`, reason })));
  }
}

const invalidDefinition = (details: readonly ErrorDetail[]): AppError => {
  const [first, ...more] = details;
  const rest = more.length > 0 ? ` (and ${more.length} more)` : '';
  return new AppError('invalid', first ? `${first.field}: ${first.reason}${rest}` : 'the definition is not valid', { details });
};
