import type { Actor } from '#internal/kernel';

/** Looks at workflow definitions. */
export interface WorkflowCatalog {
  /** Whether the tenant has the workflow and, when a version is named, that version. */
  has(actor: Actor, workflowId: string, version: number | undefined): Promise<boolean>;
}
