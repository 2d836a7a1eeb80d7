import type { Actor } from '#internal/kernel';
import type { RegoPolicy } from '../domain/rego-policy.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';

export type ListPolicies = (actor: Actor) => Promise<readonly RegoPolicy[]>;
export type GetPolicy = (actor: Actor, name: string) => Promise<RegoPolicy>;

/** The tenant's own policies, by name. */
export function listPolicies(deps: { readonly work: OrchestrationUnitOfWork }): ListPolicies {
  return (actor) => deps.work.read(actor, ({ policies }) => policies.all());
}

/** Throws `not_found`. */
export function getPolicy(deps: { readonly work: OrchestrationUnitOfWork }): GetPolicy {
  return (actor, name) => deps.work.read(actor, ({ policies }) => policies.get(name));
}
