import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { Approval, ApprovalFilter, ApprovalId } from '../domain/approval.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type GetApproval = (actor: Actor, id: ApprovalId) => Promise<Approval>;
export type ListApprovals = (actor: Actor, filter: ApprovalFilter, page: PageRequest) => Promise<Page<Approval>>;

/** One approval with its decisions. Throws `not_found`. */
export const getApproval = ({ work }: { readonly work: AutomationUnitOfWork }): GetApproval => (actor, id) => work.read(actor, ({ approvals }) => approvals.get(id));
/** Approvals, newest first. */
export const listApprovals = ({ work }: { readonly work: AutomationUnitOfWork }): ListApprovals => (actor, filter, page) => work.read(actor, ({ approvals }) => approvals.list(filter, page));
