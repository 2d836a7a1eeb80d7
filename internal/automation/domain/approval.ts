import { conflict, forbidden } from '#pkg/apperror';
import { later, type Brand, type Json, type Role, type TenantId } from '#internal/kernel';

export type ApprovalId = Brand<string, 'ApprovalId'>;
export type ApprovalStatus = 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled';
export type Verdict = 'approved' | 'rejected';

/** What one person said. */
export interface Decision {
  readonly subject: string;
  readonly name?: string;
  readonly verdict: Verdict;
  readonly comment?: string;
  readonly decidedAt: Date;
}

/** What a task asks of people before it runs, evaluated. */
export interface ApprovalTerms {
  readonly message?: string;
  /** Subjects and `role:<role>`; empty for everybody who may decide at all. */
  readonly approvers: readonly string[];
  readonly required: number;
  readonly fourEyes: boolean;
  readonly evidence?: Json;
}

/** A question to people: may this task of this execution run? */
export interface Approval extends ApprovalTerms {
  readonly id: ApprovalId;
  readonly tenantId: TenantId;
  readonly executionId: string;
  /** The run of the task; asked once per run. */
  readonly key: string;
  readonly taskName: string;
  readonly status: ApprovalStatus;
  /** Whoever wanted the execution. */
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endedAt?: Date;
  readonly decisions: readonly Decision[];
  readonly version: number;
}

/** What a list of approvals may be narrowed to; an absent field allows every value. */
export interface ApprovalFilter {
  readonly status?: ApprovalStatus;
  readonly executionId?: string;
}

/** Somebody who decides. */
export interface Decider {
  readonly subject: string;
  readonly name?: string;
  readonly role?: Role;
}

const STRENGTH: readonly Role[] = ['viewer', 'responder', 'operator', 'admin'];

/**
 * Takes a decision. The question is answered when one rejects it or as many as required agree. Throws `forbidden`, with the reason, for
 * somebody who must not decide, and `conflict` when it is answered, expired, or this person has decided before.
 */
export function decide(approval: Approval, by: Decider, verdict: Verdict, comment: string | undefined, now: Date): Approval {
  if (approval.fourEyes && approval.requestedBy === by.subject) throw forbidden('whoever requested the execution must not decide: this approval asks for four eyes');
  if (approval.approvers.length > 0 && !approval.approvers.some((approver) => isMeant(approver, by))) throw forbidden('you are not among the approvers');
  if (approval.decisions.some(({ subject }) => subject === by.subject)) throw conflict('you have decided already');
  if (approval.status !== 'pending') throw conflict(`the approval is ${approval.status}`);
  if (now >= approval.expiresAt) throw conflict('the approval has expired');

  const decision: Decision = { subject: by.subject, ...(by.name !== undefined && { name: by.name }), verdict, ...(comment !== undefined && { comment }), decidedAt: later(now, approval.createdAt) };
  const decisions = [...approval.decisions, decision];
  const agreed = decisions.filter((each) => each.verdict === 'approved').length;
  if (verdict === 'approved' && agreed < approval.required) return { ...approval, decisions };
  return { ...approval, decisions, status: verdict, endedAt: decision.decidedAt };
}

const isMeant = (approver: string, { subject, role }: Decider): boolean => {
  if (!approver.startsWith('role:')) return approver === subject;
  const asked = STRENGTH.indexOf(approver.slice('role:'.length) as Role);
  return asked >= 0 && role !== undefined && STRENGTH.indexOf(role) >= asked;
};

/** Nobody has answered in time, or the execution needs no answer any more. What is answered stays so. */
export const endUnanswered = (approval: Approval, status: 'expired' | 'cancelled', now: Date): Approval =>
  approval.status === 'pending' ? { ...approval, status, endedAt: later(now, approval.createdAt) } : approval;
