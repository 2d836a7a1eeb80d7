import type { Page, PageRequest } from '#internal/kernel';
import type { Activity } from '../domain/guardrails.ts';
import type { PolicyId } from '../domain/remediation-policy.ts';
import type { Remediation, RemediationId, RemediationStatus } from '../domain/remediation.ts';

/** What a list may be narrowed to; an absent field allows every value. */
export interface RemediationFilter {
  readonly status?: RemediationStatus;
  readonly policyId?: PolicyId;
  readonly alertId?: string;
  readonly target?: string;
}

/** Remediations of one tenant: the unit of work that hands this out has fixed the tenant. */
export interface RemediationRepository {
  /** Stores it unless the policy already has one for the alert, in which case nothing changes. Tells whether it stored it. */
  addUnlessConsidered(remediation: Remediation): Promise<boolean>;
  /** Throws `not_found`, also for a remediation of another tenant. */
  get(id: RemediationId): Promise<Remediation>;
  find(id: RemediationId): Promise<Remediation | undefined>;
  /** Locked until the transaction ends. Throws like `get`. */
  lock(id: RemediationId): Promise<Remediation>;
  /** Those of an alert that are suggested or await approval, locked until the transaction ends. */
  lockOpenOfAlert(alertId: string): Promise<readonly Remediation[]>;
  /** Those of a policy that are suggested, await approval or run, locked until the transaction ends. */
  lockUnfinishedOfPolicy(policyId: PolicyId): Promise<readonly Remediation[]>;
  /** Throws `conflict` when it changed since it was read. */
  save(remediation: Remediation): Promise<void>;
  /** What went on around a target until `now`, for the guardrails. Sees what this transaction has stored. */
  activityAround(target: string, now: Date): Promise<Activity>;
  /** Newest first by (created_at, id). */
  list(filter: RemediationFilter, page: PageRequest): Promise<Page<Remediation>>;
}
