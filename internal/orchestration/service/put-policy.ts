import { conflict, invalid } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { LARGEST_WASM_BYTES, MOST_POLICIES, policyChanged, type RegoPolicy } from '../domain/rego-policy.ts';
import type { OrchestrationUnitOfWork } from '../ports/orchestration-unit-of-work.ts';
import type { PolicyCompiler, PolicyEngine } from '../ports/policy-engine.ts';

/** Source that we compile, or a bundle that was compiled before. */
export type PolicySource = { readonly rego: string } | { readonly bundle: Uint8Array };

export type PutPolicy = (actor: Actor, name: string, source: PolicySource) => Promise<RegoPolicy>;

interface PutDeps {
  readonly work: OrchestrationUnitOfWork;
  readonly clock: Clock;
  readonly compiler: PolicyCompiler;
  readonly engine: PolicyEngine;
}

/**
 * Stores a policy, new or in place of the one with its name, once it compiles and answers; it holds for the next plan in every process. Throws `invalid`
 * with what is wrong with it, `conflict` for one policy more than a tenant may have.
 */
export function putPolicy(deps: PutDeps): PutPolicy {
  return async (actor, name, source) => {
    const field = 'rego' in source ? '/rego' : '/bundle';
    const wasm = await moduleOf(deps, source);
    const wasmSha256 = deps.compiler.sha256(wasm);
    // A module that does not even start, or has no such entrypoint, is refused now and not when a plan waits.
    await deps.engine.evaluate({ sha256: wasmSha256, load: async () => wasm }, {}).catch((error: unknown) => {
      throw error instanceof Error && 'code' in error && error.code === 'invalid' ? invalid(field, error.message) : error;
    });
    return deps.work.run(actor, async ({ policies, audit }) => {
      const known = await policies.find(name);
      if (!known && (await policies.all()).length >= MOST_POLICIES) throw conflict(`a tenant has at most ${MOST_POLICIES} policies`);
      const now = deps.clock.now();
      const policy: RegoPolicy = {
        name,
        ...('rego' in source && { rego: source.rego }),
        wasmSha256,
        createdAt: known?.createdAt ?? now,
        updatedAt: now,
        updatedBy: actor.subject,
        version: (known?.version ?? 0) + 1,
      };
      await policies.put(policy, wasm);
      audit.record(policyChanged(known ? 'updated' : 'created', known, policy));
      return policy;
    });
  };
}

/** The module of a source. Throws `invalid`. */
export async function moduleOf({ compiler }: Pick<PutDeps, 'compiler'>, source: PolicySource): Promise<Uint8Array> {
  const wasm = 'rego' in source ? await compiler.compile(source.rego) : compiler.unpack(source.bundle);
  if (wasm.byteLength > LARGEST_WASM_BYTES) throw invalid('rego' in source ? '/rego' : '/bundle', `is more than ${LARGEST_WASM_BYTES} bytes when compiled`);
  return wasm;
}
