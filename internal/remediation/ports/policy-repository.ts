import type { Page, PageRequest } from '#internal/kernel';
import type { PolicyId, RemediationPolicy } from '../domain/remediation-policy.ts';

/** Policies of one tenant: the unit of work that hands this out has fixed the tenant. */
export interface PolicyRepository {
  /** Throws `conflict` when the name is taken. */
  add(policy: RemediationPolicy): Promise<void>;
  /** Throws `not_found`, also for a policy of another tenant. */
  get(id: PolicyId): Promise<RemediationPolicy>;
  find(id: PolicyId): Promise<RemediationPolicy | undefined>;
  /** Throws `conflict` when the policy changed since it was read, or the name is taken. */
  save(policy: RemediationPolicy): Promise<void>;
  /** Policies whose secret is not encrypted, locked until the transaction ends; those that somebody else has locked are left out. */
  lockWithPlainSecret(most: number): Promise<readonly RemediationPolicy[]>;
  /** Writes the encrypted secret in place of the plain one, and nothing else: the version stays. */
  saveSecret(policy: RemediationPolicy): Promise<void>;
  delete(id: PolicyId): Promise<void>;
  listEnabled(): Promise<readonly RemediationPolicy[]>;
  /** Newest first by (created_at, id). */
  list(filter: { readonly enabled?: boolean }, page: PageRequest): Promise<Page<RemediationPolicy>>;
}
