export { compileRego } from './rego-compiler.ts';
export { RegoPolicies, type CompiledPolicy, type RegoBudget } from './rego-policies.ts';
export { wasmOfBundle } from './wasm-bundle.ts';
