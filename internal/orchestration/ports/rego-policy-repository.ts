import type { RegoPolicy } from '../domain/rego-policy.ts';

/** The policies of one tenant: the unit of work that hands this out has fixed the tenant. */
export interface RegoPolicyRepository {
  /** By name. */
  all(): Promise<readonly RegoPolicy[]>;
  /** Throws `not_found`. */
  get(name: string): Promise<RegoPolicy>;
  find(name: string): Promise<RegoPolicy | undefined>;
  /** The module of a policy. Throws `not_found`. */
  wasm(name: string): Promise<Uint8Array>;
  /** Stores a policy, new or in place of the one with its name. Throws `conflict` unless its version follows the stored one. */
  put(policy: RegoPolicy, wasm: Uint8Array): Promise<void>;
  /** Throws `not_found`. */
  remove(name: string): Promise<void>;
}
