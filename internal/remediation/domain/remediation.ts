import { conflict } from '#pkg/apperror';
import type { Actor, Brand, Json, JsonObject, TenantId } from '#internal/kernel';
import type { FiredAlert } from './fired-alert.ts';
import type { Refusal } from './guardrails.ts';
import type { PolicyId, RemediationMode, RemediationPolicy } from './remediation-policy.ts';
import { targetOf } from './target.ts';
import type { Verification } from './verification.ts';

export type RemediationId = Brand<string, 'RemediationId'>;

/** See the state diagram in the README. */
export type RemediationStatus = 'suggested' | 'awaiting_approval' | 'running' | 'refused' | 'rejected' | 'verified' | 'ineffective' | 'inconclusive' | 'failed' | 'cancelled' | 'expired';

/** What became of one policy for one alert. It keeps what the policy said at that time. */
export interface Remediation {
  readonly id: RemediationId;
  readonly tenantId: TenantId;
  readonly policyId: PolicyId;
  readonly policyName: string;
  readonly mode: RemediationMode;
  readonly alertId: string;
  readonly alertName: string;
  /** Absent only in a refusal for want of a target. */
  readonly target?: string;
  readonly status: RemediationStatus;
  /** Why it is in this status: a code for programs … */
  readonly statusCode?: string;
  /** … and a sentence for people. */
  readonly reason?: string;
  readonly workflowId: string;
  readonly workflowVersion?: number;
  readonly input: JsonObject;
  readonly verification: Verification;
  readonly compensateOnIneffective: boolean;
  /** Until when somebody may approve. */
  readonly expiresAt?: Date;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  readonly decisionComment?: string;
  readonly startedAt?: Date;
  readonly executionId?: string;
  readonly finishedAt?: Date;
  readonly correlationId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

/** Nobody has started it yet, and somebody still could. */
export const isOpen = ({ status }: Pick<Remediation, 'status'>): boolean => status === 'suggested' || status === 'awaiting_approval';

/** How an execution ended, as the automation context tells it. */
export interface ExecutionEnd {
  readonly executionId: string;
  readonly status: string;
  readonly outcome?: string;
  readonly error?: Json;
}

/** Somebody's answer to a proposal. */
export interface Decision {
  readonly by: Actor;
  readonly comment?: string;
}

/** A remediation as the policy proposes it for the alert; {@link begin}, {@link awaitApproval} and {@link refuse} decide how it starts out. */
export function proposed(policy: RemediationPolicy, alert: FiredAlert, made: { readonly id: RemediationId; readonly at: Date; readonly correlationId: string }): Remediation {
  const target = targetOf(alert.labels, policy.targetLabels);
  const { workflowVersion } = policy;
  return {
    id: made.id,
    tenantId: policy.tenantId,
    policyId: policy.id,
    policyName: policy.name,
    mode: policy.mode,
    alertId: alert.id,
    alertName: alert.name,
    ...(target !== undefined && { target }),
    status: 'suggested',
    workflowId: policy.workflowId,
    ...(workflowVersion !== undefined && { workflowVersion }),
    input: { ...policy.input, alert: alertInput(alert), remediation: { id: made.id, policy: policy.name, target: target ?? null } },
    verification: policy.verification,
    compensateOnIneffective: policy.compensateOnIneffective,
    correlationId: made.correlationId,
    createdAt: made.at,
    updatedAt: made.at,
    version: 1,
  };
}

/** A proposal with a deadline. */
export const awaitApproval = (proposal: Remediation, ttlSeconds: number): Remediation => ({
  ...proposal,
  status: 'awaiting_approval',
  expiresAt: new Date(proposal.createdAt.getTime() + ttlSeconds * 1000),
});

/** Starts. Only for what nobody has decided about yet; throws `conflict`. */
export function begin(remediation: Remediation, at: Date): Remediation {
  requireOpen(remediation, 'started');
  return { ...remediation, status: 'running', startedAt: at, updatedAt: at };
}

/** Does not start, for a reason that is kept. Throws `conflict` when it is past that. */
export function refuse(remediation: Remediation, { code, reason }: Refusal, at: Date): Remediation {
  requireOpen(remediation, 'refused');
  return { ...remediation, status: 'refused', statusCode: code, reason, updatedAt: at, finishedAt: at };
}

/** Notes who decided and what they said; whether it starts is another question. Throws `conflict` when it was decided, or the time is over. */
export function decided(remediation: Remediation, { by, comment }: Decision, at: Date): Remediation {
  requireOpen(remediation, 'decided about');
  if (remediation.expiresAt !== undefined && remediation.expiresAt <= at) throw conflict('the time for an approval is over');
  return { ...remediation, decidedBy: by.subject, decidedAt: at, ...(comment !== undefined && { decisionComment: comment }), updatedAt: at };
}

/** A person says no. Throws like {@link decided}. */
export const reject = (remediation: Remediation, decision: Decision, at: Date): Remediation => ({
  ...decided(remediation, decision, at),
  status: 'rejected',
  statusCode: 'rejected',
  reason: decision.comment ?? 'rejected without a comment',
  finishedAt: at,
});

/** It has become pointless before anybody started it. Throws `conflict` when somebody did. */
export function expire(remediation: Remediation, why: { readonly code: 'approval_expired' | 'alert_resolved' | 'policy_deleted'; readonly reason: string }, at: Date): Remediation {
  requireOpen(remediation, 'expired');
  return { ...remediation, status: 'expired', statusCode: why.code, reason: why.reason, updatedAt: at, finishedAt: at };
}

/** Ends a running one without an execution: it never got one. */
export function abandon(remediation: Remediation, end: { readonly status: 'failed' | 'cancelled'; readonly code: string; readonly reason: string }, at: Date): Remediation {
  if (remediation.status !== 'running') throw conflict(`the remediation is ${remediation.status}`);
  return { ...remediation, status: end.status, statusCode: end.code, reason: end.reason, updatedAt: at, finishedAt: at };
}

function requireOpen(remediation: Remediation, what: string): void {
  if (!isOpen(remediation)) throw conflict(`the remediation is ${remediation.status} and cannot be ${what}`);
}

const alertInput = ({ id, fingerprint, name, severity, labels, annotations, startsAt }: FiredAlert): JsonObject => ({ id, fingerprint, name, severity, labels, annotations, starts_at: startsAt });
