import type { Workflow, WorkflowWithDefinition } from '../domain/workflow.ts';

/** A workflow as lists show it. */
export const toSummaryJson = (workflow: Workflow) => ({
  id: workflow.id,
  name: workflow.name,
  description: workflow.description,
  version: workflow.version,
  enabled: workflow.enabled,
  created_at: workflow.createdAt.toISOString(),
  created_by: workflow.createdBy,
  updated_at: workflow.updatedAt.toISOString(),
  updated_by: workflow.updatedBy,
  archived_at: workflow.archivedAt?.toISOString() ?? null,
});

/** A workflow with its current definition. */
export const toWorkflowJson = (workflow: WorkflowWithDefinition) => ({ ...toSummaryJson(workflow), definition: workflow.definition ?? {} });
