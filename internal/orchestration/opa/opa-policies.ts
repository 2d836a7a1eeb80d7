import { createHash } from 'node:crypto';
import type { JsonObject } from '#internal/kernel';
import { invalid } from '#pkg/apperror';
import { compileRego, RegoPolicies, wasmOfBundle } from '#pkg/rego';
import { POLICY_ENTRYPOINT } from '../domain/rego-policy.ts';
import type { PolicyCompiler, PolicyEngine, PolicyModule } from '../ports/policy-engine.ts';

/** Policies by OPA: compiled by its command where there is one, evaluated as WebAssembly in a thread of this process. */
export class OpaPolicies implements PolicyEngine, PolicyCompiler {
  readonly #policies = new RegoPolicies();

  /** `opa`: path of the command; without one only compiled bundles are taken. */
  constructor(private readonly opa?: string) {}

  evaluate({ sha256, load }: PolicyModule, input: JsonObject): Promise<readonly unknown[]> {
    return this.#policies.evaluate({ digest: sha256, load }, POLICY_ENTRYPOINT, input);
  }

  async compile(rego: string): Promise<Uint8Array> {
    if (this.opa === undefined) throw invalid('/rego', 'this installation has no compiler (OPA_PATH): send the bundle that `opa build -t wasm -e orchestrix/plan/deny` makes');
    return compileRego(rego, { opa: this.opa, entrypoint: POLICY_ENTRYPOINT, field: '/rego' });
  }

  unpack(bundle: Uint8Array): Uint8Array {
    return wasmOfBundle(bundle, '/bundle');
  }

  sha256(wasm: Uint8Array): string {
    return createHash('sha256').update(wasm).digest('hex');
  }

  close(): Promise<void> {
    return this.#policies.close();
  }
}
