import type { Actor } from '#internal/kernel';
import { policyChanged } from '../domain/rego-policy.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';

export type DeletePolicy = (actor: Actor, name: string) => Promise<void>;

/** The policy holds no longer; without any, the default policy holds. Throws `not_found`. */
export function deletePolicy(deps: { readonly work: OrchestrationUnitOfWork }): DeletePolicy {
  return (actor, name) =>
    deps.work.run(actor, async ({ policies, audit }) => {
      const policy = await policies.get(name);
      await policies.remove(name);
      audit.record(policyChanged('deleted', policy, undefined));
    });
}
