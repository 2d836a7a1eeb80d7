import type { Page, PageRequest } from '#internal/kernel';
import type { Workflow, WorkflowFilter, WorkflowId, WorkflowVersion, WorkflowVersionSummary, WorkflowWithDefinition } from '../domain/workflow.ts';

/** Workflows of one tenant and their versions: the unit of work that hands this out has fixed the tenant. */
export interface WorkflowRepository {
  /** Stores a workflow with its first version. Throws `conflict` when the name is taken by a workflow that is not archived. */
  add(workflow: Workflow, version: WorkflowVersion): Promise<void>;
  /** Throws `not_found`, also for a workflow of another tenant. */
  get(id: WorkflowId): Promise<WorkflowWithDefinition>;
  /** Throws `not_found` when there is no such workflow or it has no such version. */
  getVersion(id: WorkflowId, version: number): Promise<WorkflowVersion>;
  /** Newest first by (created_at, id). */
  list(filter: WorkflowFilter, page: PageRequest): Promise<Page<Workflow>>;
  /** Highest number first; the position of a page is that number. */
  listVersions(id: WorkflowId, page: PageRequest): Promise<Page<WorkflowVersionSummary>>;
  /** Stores the next version and makes it current. Throws `conflict` when the name is taken, or the workflow got another version since it was read. */
  saveVersion(workflow: Workflow, version: WorkflowVersion): Promise<void>;
  /** Throws `conflict` when the workflow got another version since it was read. */
  saveArchived(workflow: Workflow): Promise<void>;
}
