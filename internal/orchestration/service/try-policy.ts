import type { Actor, JsonObject } from '#internal/kernel';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';
import type { PolicyCompiler, PolicyEngine } from '../ports/policy-engine.ts';
import { denialsOf, type Denial, type NamedModule } from './decide-plan.ts';
import { moduleOf, type PolicySource } from './put-policy.ts';

/** A policy that is stored, one that is not, or all that hold for the tenant. */
export interface PolicyTrial {
  readonly name?: string;
  readonly source?: PolicySource;
  readonly input: JsonObject;
}

export type TryPolicy = (actor: Actor, trial: PolicyTrial) => Promise<readonly Denial[]>;

interface TryDeps {
  readonly work: OrchestrationUnitOfWork;
  readonly compiler: PolicyCompiler;
  readonly engine: PolicyEngine;
  readonly defaultPolicy: NamedModule;
}

/** What policies have against an input; nothing is stored, no plan is touched. Throws `not_found` for an unknown name, `invalid` for a source that does not compile. */
export function tryPolicy(deps: TryDeps): TryPolicy {
  return async (actor, { name, source, input }) => {
    if (source) {
      const wasm = await moduleOf(deps, source);
      return denialsOf(deps.engine, [{ name: name ?? 'draft', sha256: deps.compiler.sha256(wasm), load: async () => wasm }], input);
    }
    const stored = await deps.work.read(actor, async ({ policies }) => (name === undefined ? policies.all() : [await policies.get(name)]));
    const modules = stored.map((policy): NamedModule => ({ name: policy.name, sha256: policy.wasmSha256, load: () => deps.work.read(actor, ({ policies }) => policies.wasm(policy.name)) }));
    return denialsOf(deps.engine, modules.length > 0 ? modules : [deps.defaultPolicy], input);
  };
}
