import type { Actor } from '#internal/kernel';
import type { WorkflowWithDefinition } from '../domain/workflow.ts';
import type { CreateWorkflow } from './create-workflow.ts';
import { getCatalogueAction } from './get-catalogue-action.ts';

export interface InstallationTerms {
  /** Name of the new workflow; the action's own when absent. */
  readonly workflowName?: string;
  readonly enabled: boolean;
}
export type InstallCatalogueAction = (actor: Actor, name: string, terms: InstallationTerms) => Promise<WorkflowWithDefinition>;

/** Makes a workflow of a ready action. Throws `not_found`, `conflict` when the name is taken, `invalid` when the tenant may not call what it calls. */
export function installCatalogueAction(deps: { readonly createWorkflow: CreateWorkflow }): InstallCatalogueAction {
  return async (actor, name, { workflowName, enabled }) => {
    const { summary, definition } = getCatalogueAction(name);
    return deps.createWorkflow(actor, { name: workflowName ?? name, description: summary, definition }, { enabled });
  };
}
