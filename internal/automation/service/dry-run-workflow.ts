import { conflict, invalid } from '#pkg/apperror';
import type { Actor, JsonObject } from '#internal/kernel';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { DryRunner, DryRunReport, DryRunRequest } from '../ports/dry-runner.ts';
import type { CheckDefinition } from './check-definition.ts';
import { LARGEST_INPUT } from './request-execution.ts';

export interface DryRunTerms extends Omit<DryRunRequest, 'definition'> {
  /** Instead of what the workflow has: the definition of a request. */
  readonly definition?: JsonObject;
  readonly version?: number;
}
export type DryRunWorkflow = (actor: Actor, id: WorkflowId, terms: DryRunTerms) => Promise<DryRunReport>;

/**
 * Tells what an execution would do, and does none of it. Takes the given definition, or the given version, or the current one, or the draft
 * of a workflow that has none. Throws `not_found`, `conflict` when there is nothing to walk through, and `invalid` for a faulty definition.
 */
export function dryRunWorkflow(deps: { readonly work: AutomationUnitOfWork; readonly runner: DryRunner; readonly checkDefinition: CheckDefinition }): DryRunWorkflow {
  return async (actor, id, { definition, version: wanted, ...terms }) => {
    if (JSON.stringify(terms.input).length > LARGEST_INPUT) throw invalid('/input', `is larger than ${LARGEST_INPUT} characters of JSON`);
    const found = await deps.work.read(actor, async ({ workflows }) => {
      const workflow = await workflows.get(id);
      if (definition) return definition;
      if (wanted !== undefined) return (await workflows.getVersion(id, wanted)).definition;
      return workflow.definition ?? (await workflows.findDraft(id))?.definition;
    });
    if (!found) throw conflict(`workflow ${id} has neither a version nor a draft`);
    // Also for a version: what was accepted once may name an address that is not allowed any more.
    await deps.checkDefinition(actor, found);
    return deps.runner.run(actor, { definition: found, ...terms });
  };
}
