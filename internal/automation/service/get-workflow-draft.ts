import { AppError, notFound, type ErrorDetail } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import type { SavedDraft, WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { CheckDefinition } from './check-definition.ts';

/** A draft and what keeps it from being published. */
export type JudgedDraft = SavedDraft & { readonly faults: readonly ErrorDetail[] };
export type GetWorkflowDraft = (actor: Actor, id: WorkflowId) => Promise<JudgedDraft>;

/** The draft of a workflow, with every fault of its definition. Throws `not_found` when there is none. */
export function getWorkflowDraft(deps: { readonly work: AutomationUnitOfWork; readonly checkDefinition: CheckDefinition }): GetWorkflowDraft {
  return async (actor, id) => {
    const draft = await deps.work.read(actor, ({ workflows }) => workflows.findDraft(id));
    if (!draft) throw notFound('draft of workflow', id);
    return { ...draft, faults: await faultsOf(() => deps.checkDefinition(actor, draft.definition)) };
  };
}

/** What a check complains about; nothing when it passes. */
export async function faultsOf(check: () => Promise<void>): Promise<readonly ErrorDetail[]> {
  try {
    await check();
    return [];
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return error.details;
    throw error;
  }
}
