import { conflict } from '#pkg/apperror';
import { later, type Brand, type Json, type TenantId } from '#internal/kernel';
import type { PlanDocument } from './plan-document.ts';
import { BAND_TERMS } from './risk-band.ts';

export type PlanId = Brand<string, 'PlanId'>;
export type PlanStatus = 'pending' | 'awaiting_approval' | 'running' | 'compensating' | PlanEndStatus;
export type PlanEndStatus = 'completed' | 'failed' | 'compensated' | 'compensation_failed' | 'cancelled' | 'timed_out';

/** Why a plan does not go on. */
export interface StopCause {
  readonly kind: 'failed' | 'cancelled' | 'timed_out';
  readonly detail: string;
  readonly taskId?: string;
}

/** One plan from its submission to its end; its tasks are kept beside it. */
export interface Plan extends Omit<PlanDocument, 'tasks' | 'sla'> {
  readonly id: PlanId;
  readonly tenantId: TenantId;
  /** Makes the submission idempotent: one plan per key and tenant, ever. */
  readonly requestKey?: string;
  /** SHA-256 over the canonical document, to tell a repeat from another plan under the same key. */
  readonly documentHash: string;
  /** Counts the replans; 1 at first. */
  readonly revision: number;
  readonly status: PlanStatus;
  /** When it has to be done. */
  readonly deadline: Date;
  readonly taskCount: number;
  readonly requestedBy: string;
  readonly correlationId: string;
  readonly approvedBy?: string;
  readonly approvedAt?: Date;
  readonly cancelRequestedBy?: string;
  readonly cancelRequestedAt?: Date;
  readonly cause?: StopCause;
  /** What was made of it: see `PlanResult`. */
  readonly result?: Json;
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  readonly version: number;
}

/** What a list of plans may be narrowed to; an absent field allows every value. */
export interface PlanFilter {
  readonly status?: PlanStatus;
  readonly riskBand?: PlanDocument['riskBand'];
  readonly intentId?: string;
  readonly decisionId?: string;
}

/** The id of the Temporal workflow that runs a plan; the same for every attempt to start it. */
export const planWorkflowId = (id: string): string => `orchestration:plan:${id}`;

export const planHasEnded = ({ status }: Pick<Plan, 'status'>): boolean =>
  status !== 'pending' && status !== 'awaiting_approval' && status !== 'running' && status !== 'compensating';

/** A new plan that waits for its start. Its deadline counts from now. */
export function newPlan(
  identity: Pick<Plan, 'id' | 'tenantId' | 'correlationId' | 'requestedBy' | 'documentHash'> & { readonly requestKey?: string },
  { tasks, sla, ...terms }: PlanDocument,
  now: Date,
): Plan {
  const deadline = deadlineFor({ sla, riskBand: terms.riskBand }, now);
  return { ...identity, ...terms, revision: 1, status: terms.requiresApproval ? 'awaiting_approval' : 'pending', deadline, taskCount: tasks.length, createdAt: now, version: 1 };
}

/** When a plan that begins now has to be done: the earlier of what its SLA says, or what its risk band does. */
export function deadlineFor({ sla, riskBand }: Pick<PlanDocument, 'sla' | 'riskBand'>, now: Date): Date {
  const latest = now.getTime() + (sla.timeoutMs ?? (sla.deadline ? Number.POSITIVE_INFINITY : BAND_TERMS[riskBand].timeoutMs));
  return new Date(Math.min(latest, sla.deadline?.getTime() ?? Number.POSITIVE_INFINITY));
}

/** Somebody who may lets it run. Approving again changes nothing. Throws `conflict` unless it waits for that. */
export function approve(plan: Plan, by: string, now: Date): Plan {
  if (plan.approvedBy !== undefined) return plan;
  if (plan.status !== 'awaiting_approval') throw conflict(`plan ${plan.id} is ${plan.status} and waits for no approval`);
  if (plan.cancelRequestedAt) throw conflict(`plan ${plan.id} is being cancelled`);
  return { ...plan, status: 'pending', approvedBy: by, approvedAt: later(now, plan.createdAt) };
}

/** Its first tickets are about to be opened. Beginning again changes nothing. Throws `conflict` when it has ended or is not approved. */
export function begin(plan: Plan, now: Date): Plan {
  if (planHasEnded(plan) || plan.status === 'awaiting_approval') throw conflict(`plan ${plan.id} is ${plan.status}`);
  return plan.status === 'pending' ? { ...plan, status: 'running', startedAt: later(now, plan.createdAt) } : plan;
}

/** It does not go on, and what is done will be undone. The first cause is kept. */
export function stop(plan: Plan, cause: StopCause): Plan {
  if (planHasEnded(plan)) throw conflict(`plan ${plan.id} has ended as ${plan.status}`);
  return plan.status === 'compensating' ? plan : { ...plan, status: 'compensating', cause };
}

/** The end; the first one is kept. */
export function concludePlan(plan: Plan, status: PlanEndStatus, result: Json, now: Date): Plan {
  if (planHasEnded(plan)) return plan;
  if (status === 'completed' && plan.status !== 'running') throw conflict(`a plan that is ${plan.status} cannot become completed`);
  return { ...plan, status, result, finishedAt: later(now, plan.startedAt ?? plan.createdAt) };
}

/** Somebody wants it to stop. Asking again changes nothing. Throws `conflict` when it has ended. */
export function requestCancellation(plan: Plan, by: string, now: Date): Plan {
  if (planHasEnded(plan)) throw conflict(`plan ${plan.id} has ended as ${plan.status}`);
  return plan.cancelRequestedAt ? plan : { ...plan, cancelRequestedBy: by, cancelRequestedAt: later(now, plan.createdAt) };
}
