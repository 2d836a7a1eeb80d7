import type { JsonObject } from '#internal/kernel';

/** A compiled module; `load` brings it when the engine does not know it by its hash. */
export interface PolicyModule {
  readonly sha256: string;
  readonly load: () => Promise<Uint8Array>;
}

/** Evaluates compiled policies, each within a budget of time and memory. */
export interface PolicyEngine {
  /** All results of the entrypoint of plans. Throws `invalid` when the policy cannot be evaluated or spends its budget. */
  evaluate(module: PolicyModule, input: JsonObject): Promise<readonly unknown[]>;
}

/** Makes modules of what people send. */
export interface PolicyCompiler {
  /** Throws `invalid` on `/rego` with what the compiler says, or because this installation has none; `unavailable` when it takes too long. */
  compile(rego: string): Promise<Uint8Array>;
  /** The module in a bundle of `opa build -t wasm`. Throws `invalid` on `/bundle`. */
  unpack(bundle: Uint8Array): Uint8Array;
  sha256(wasm: Uint8Array): string;
}
