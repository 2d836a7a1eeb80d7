import type { Page, PageRequest } from '#internal/kernel';
import type { Approval, ApprovalFilter, ApprovalId } from '../domain/approval.ts';

/** Approvals of one tenant with their decisions: the unit of work that hands this out has fixed the tenant. */
export interface ApprovalRepository {
  /** Stores it unless one of the same execution and key is there. Tells whether it stored it. */
  addUnlessAsked(approval: Approval): Promise<boolean>;
  /** Throws `not_found`, also for an approval of another tenant. */
  get(id: ApprovalId): Promise<Approval>;
  /** The approval, locked until the transaction ends. Throws `not_found`. */
  lock(id: ApprovalId): Promise<Approval>;
  findByKey(executionId: string, key: string): Promise<Approval | undefined>;
  /** Those of an execution that nobody has answered. */
  pendingOf(executionId: string): Promise<readonly Approval[]>;
  /** Newest first by (created_at, id). */
  list(filter: ApprovalFilter, page: PageRequest): Promise<Page<Approval>>;
  /** Stores a new state and the decisions that are new. Throws `conflict` when the approval changed since it was read. */
  save(approval: Approval): Promise<void>;
}
