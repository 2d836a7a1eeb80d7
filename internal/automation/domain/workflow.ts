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

/** A named workflow of a tenant; its content is its current version. */
export interface Workflow {
  readonly id: WorkflowId;
  readonly tenantId: TenantId;
  /** The current version's name; unique among the workflows of the tenant that are not archived. */
  readonly name: string;
  readonly description: string;
  /** Number of the current version, for optimistic locking too. */
  readonly version: number;
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

/** A workflow with the version that is current. */
export type WorkflowWithDefinition = Workflow & { readonly definition: JsonObject };

/** Throws `precondition_failed` when somebody has seen another version than the current one; nobody has to have seen any. */
export function expectVersion({ version }: Workflow, seen: number | undefined): void {
  if (seen !== undefined && seen !== version) throw new AppError('precondition_failed', `the workflow is at version ${version}`);
}

type Author = { readonly subject: string; readonly tenantId: TenantId };

/** A new workflow and its version 1. */
export function firstVersion(id: WorkflowId, draft: WorkflowDraft, { subject, tenantId }: Author, now: Date): { workflow: Workflow; version: WorkflowVersion } {
  const { name, description } = draft;
  return {
    workflow: { id, tenantId, name, description, version: 1, createdAt: now, createdBy: subject, updatedAt: now, updatedBy: subject },
    version: { ...draft, tenantId, workflowId: id, version: 1, createdAt: now, createdBy: subject },
  };
}

/** The next version of a workflow. Throws `conflict` when it is archived. */
export function nextVersion(current: Workflow, draft: WorkflowDraft, { subject, tenantId }: Author, now: Date): { workflow: Workflow; version: WorkflowVersion } {
  if (current.archivedAt) throw conflict(`workflow ${current.id} is archived`);
  const { name, description } = draft;
  const version = current.version + 1;
  return {
    workflow: { ...current, name, description, version, updatedAt: now, updatedBy: subject },
    version: { ...draft, tenantId, workflowId: current.id, version, createdAt: now, createdBy: subject },
  };
}

/** Takes a workflow out of use. Archiving again changes nothing. */
export const archive = (workflow: Workflow, { subject }: Author, now: Date): Workflow =>
  workflow.archivedAt ? workflow : { ...workflow, archivedAt: now, updatedAt: now, updatedBy: subject };
