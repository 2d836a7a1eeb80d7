import type { Page, PageRequest } from '#internal/kernel';
import type { SavedDraft, Workflow, WorkflowFilter, WorkflowId, WorkflowVersion, WorkflowVersionSummary, WorkflowWithDefinition } from '../domain/workflow.ts';

/** Workflows of one tenant and their versions: the unit of work that hands this out has fixed the tenant. */
export interface WorkflowRepository {
  /** Stores a workflow, with its first version if it has one. Throws `conflict` when the name is taken by a workflow that is not archived. */
  add(workflow: Workflow, version?: WorkflowVersion): Promise<void>;
  /** Throws `not_found`, also for a workflow of another tenant. */
  get(id: WorkflowId): Promise<WorkflowWithDefinition>;
  /** The workflow of this name that is not archived, if there is one. */
  findByName(name: string): Promise<WorkflowWithDefinition | undefined>;
  /** Throws `not_found` when there is no such workflow or it has no such version. */
  getVersion(id: WorkflowId, version: number): Promise<WorkflowVersion>;
  /**
   * The versions that a document of this name stands for, one per workflow and at most two: current ones for the version `latest`, else the
   * newest whose document has that version. Archived workflows are left out.
   */
  findByDocument(document: { readonly namespace: string; readonly name: string; readonly version: string }): Promise<readonly { readonly workflowId: WorkflowId; readonly version: number }[]>;
  /** Newest first by (created_at, id). */
  list(filter: WorkflowFilter, page: PageRequest): Promise<Page<Workflow>>;
  /** Highest number first; the position of a page is that number. */
  listVersions(id: WorkflowId, page: PageRequest): Promise<Page<WorkflowVersionSummary>>;
  /** Stores the next version and makes it current. Throws `conflict` when the name is taken, or the workflow got another version since it was read. */
  saveVersion(workflow: Workflow, version: WorkflowVersion): Promise<void>;
  /** Stores whether it is enabled and archived. Throws `conflict` when the workflow got another version since it was read. */
  saveState(workflow: Workflow): Promise<void>;
  /** What is being written, if something is. */
  findDraft(id: WorkflowId): Promise<SavedDraft | undefined>;
  /** Stores the draft's next revision. Throws `conflict` when another one came first. */
  putDraft(draft: SavedDraft): Promise<void>;
  /** Forgets this revision of the draft. Throws `conflict` when it is not the one that is stored. */
  removeDraft(draft: SavedDraft): Promise<void>;
}
