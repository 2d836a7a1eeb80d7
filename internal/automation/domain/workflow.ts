import { AppError, conflict } from '#pkg/apperror';
import type { Brand, JsonObject, TenantId } from '#internal/kernel';

export type WorkflowId = Brand<string, 'WorkflowId'>;

/** What people write when they create or change a workflow. */
export interface WorkflowDraft {
  readonly name: string;
  readonly description: string;
  /** A document of the Open Workflow DSL, accepted by the parser of this context. */
  readonly definition: JsonObject;
}

/** A workflow as one of its versions described it. Versions never change: an execution finishes on the one it started with. */
export interface WorkflowVersion extends WorkflowDraft {
  readonly tenantId: TenantId;
  readonly workflowId: WorkflowId;
  /** 1, 2, 3, … */
  readonly version: number;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** A version as a list shows it. */
export type WorkflowVersionSummary = Omit<WorkflowVersion, 'definition'>;

/** What somebody is writing: the next version, not yet published. It need not be valid. */
export interface SavedDraft extends WorkflowDraft {
  readonly tenantId: TenantId;
  readonly workflowId: WorkflowId;
  /** Counts the saves, for optimistic locking: 1, 2, 3, … */
  readonly revision: number;
  /** The version that was current when it was saved. */
  readonly basedOn: number;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

/** A named workflow of a tenant; its content is its current version. */
export interface Workflow {
  readonly id: WorkflowId;
  readonly tenantId: TenantId;
  /** The current version's name; unique among the workflows of the tenant that are not archived. */
  readonly name: string;
  readonly description: string;
  /** Number of the current version, for optimistic locking too; 0 before the first is published. */
  readonly version: number;
  /** A workflow that is not enabled starts nothing; what runs goes on. */
  readonly enabled: boolean;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  /** Archived workflows stay readable and run no more. */
  readonly archivedAt?: Date;
}

/** What a list of workflows may be narrowed to. */
export interface WorkflowFilter {
  readonly archived: boolean;
}

/** A workflow with the definition that is current; there is none before the first version is published. */
export type WorkflowWithDefinition = Workflow & { readonly definition?: JsonObject };

/** Throws `precondition_failed` when somebody has seen another version than the current one; nobody has to have seen any. */
export function expectVersion({ version }: Workflow, seen: number | undefined): void {
  if (seen !== undefined && seen !== version) throw new AppError('precondition_failed', `the workflow is at version ${version}`);
}

type Author = { readonly subject: string; readonly tenantId: TenantId };

/** A new workflow without a version. */
export const newWorkflow = (id: WorkflowId, { name, description }: WorkflowDraft, { subject, tenantId }: Author, now: Date, enabled = true): Workflow => ({
  id, tenantId, name, description, version: 0, enabled, createdAt: now, createdBy: subject, updatedAt: now, updatedBy: subject,
});

/** A new workflow and its version 1. */
export const firstVersion = (id: WorkflowId, draft: WorkflowDraft, author: Author, now: Date, enabled = true): { workflow: Workflow; version: WorkflowVersion } =>
  nextVersion(newWorkflow(id, draft, author, now, enabled), draft, author, now);

/** The next version of a workflow. Throws `conflict` when it is archived. */
export function nextVersion(current: Workflow, { name, description, definition }: WorkflowDraft, { subject, tenantId }: Author, now: Date): { workflow: Workflow; version: WorkflowVersion } {
  refuseArchived(current);
  const version = current.version + 1;
  return {
    workflow: { ...current, name, description, version, updatedAt: now, updatedBy: subject },
    version: { name, description, definition, tenantId, workflowId: current.id, version, createdAt: now, createdBy: subject },
  };
}

/**
 * The draft of a workflow, saved again; from then on it is based on the current version. Throws `conflict` when the workflow is archived and
 * `precondition_failed` when somebody has seen another revision of the draft.
 */
export function saveDraft(workflow: Workflow, before: SavedDraft | undefined, { name, description, definition }: WorkflowDraft, { subject, tenantId }: Author, now: Date, seen?: number): SavedDraft {
  refuseArchived(workflow);
  const revision = before?.revision ?? 0;
  if (seen !== undefined && seen !== revision) throw new AppError('precondition_failed', before ? `the draft is at revision ${revision}` : 'the workflow has no draft');
  return { name, description, definition, tenantId, workflowId: workflow.id, revision: revision + 1, basedOn: workflow.version, updatedAt: now, updatedBy: subject };
}

/** Makes the draft the next version. Throws `conflict` when the workflow is archived or got another version since the draft was saved. */
export function publish(workflow: Workflow, draft: SavedDraft, author: Author, now: Date): { workflow: Workflow; version: WorkflowVersion } {
  if (draft.basedOn !== workflow.version) {
    throw conflict(`the draft is based on version ${draft.basedOn} and the current one is ${workflow.version}: save the draft again when it takes that version into account`);
  }
  return nextVersion(workflow, draft, author, now);
}

/** Lets a workflow start executions, or no more. Saying it again changes nothing. Throws `conflict` when it is archived. */
export function setEnabled(workflow: Workflow, enabled: boolean, { subject }: Author, now: Date): Workflow {
  refuseArchived(workflow);
  return workflow.enabled === enabled ? workflow : { ...workflow, enabled, updatedAt: now, updatedBy: subject };
}

/** Throws `conflict`, with the reason, for a workflow that must not start executions. */
export function expectExecutable(workflow: Workflow): void {
  refuseArchived(workflow);
  if (!workflow.enabled) throw conflict(`workflow ${workflow.id} is disabled`);
  if (workflow.version === 0) throw conflict(`workflow ${workflow.id} has no published version`);
}

/** Takes a workflow out of use. Archiving again changes nothing. */
export const archive = (workflow: Workflow, { subject }: Author, now: Date): Workflow =>
  workflow.archivedAt ? workflow : { ...workflow, archivedAt: now, updatedAt: now, updatedBy: subject };

function refuseArchived({ id, archivedAt }: Workflow): void {
  if (archivedAt) throw conflict(`workflow ${id} is archived`);
}
