import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { PolicyId, RemediationPolicy } from '../domain/remediation-policy.ts';
import type { RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';

export type GetRemediationPolicy = (actor: Actor, id: PolicyId) => Promise<RemediationPolicy>;
export type ListRemediationPolicies = (actor: Actor, filter: { readonly enabled?: boolean }, page: PageRequest) => Promise<Page<RemediationPolicy>>;

/** Throws `not_found`. */
export const getRemediationPolicy =
  (deps: { readonly work: RemediationUnitOfWork }): GetRemediationPolicy =>
  (actor, id) =>
    deps.work.read(actor, ({ policies }) => policies.get(id));

/** Newest first. */
export const listRemediationPolicies =
  (deps: { readonly work: RemediationUnitOfWork }): ListRemediationPolicies =>
  (actor, filter, page) =>
    deps.work.read(actor, ({ policies }) => policies.list(filter, page));
