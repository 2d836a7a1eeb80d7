import type { AuditEntry } from '#internal/kernel';

/** A tenant's own rule about plans, in Rego, compiled to WebAssembly. */
export interface RegoPolicy {
  /** Unique in the tenant. */
  readonly name: string;
  /** The source, when we compiled it ourselves. */
  readonly rego?: string;
  /** SHA-256 of the module. */
  readonly wasmSha256: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  /** Grows with every change. */
  readonly version: number;
}

/** What every policy answers: a set of reasons why the plan must not run. An empty set lets it run. */
export const POLICY_ENTRYPOINT = 'orchestrix/plan/deny';

/** Policies of one tenant: each is evaluated for every plan. */
export const MOST_POLICIES = 10;
export const LARGEST_WASM_BYTES = 4 * 1024 * 1024;

const MOST_REASONS = 20;
const LONGEST_REASON = 500;

/**
 * The reasons in the results of a policy. Fails closed: a policy without one result, or with one that is no set of texts, denies with a reason that
 * says so.
 */
export function denialsIn(results: readonly unknown[]): readonly string[] {
  const [result] = results;
  if (results.length !== 1 || !Array.isArray(result)) return ['the policy gave no decision: `deny` has to be a set of texts'];
  const reasons = result as readonly unknown[];
  if (reasons.some((reason) => typeof reason !== 'string')) return ['the policy gave no decision: a member of `deny` is no text'];
  return (reasons as readonly string[]).toSorted().slice(0, MOST_REASONS).map((reason) => reason.slice(0, LONGEST_REASON));
}

/** The audit entry of a change; the module is named by its hash. */
export const policyChanged = (verb: 'created' | 'updated' | 'deleted', before: RegoPolicy | undefined, after: RegoPolicy | undefined): AuditEntry => ({
  action: `orchestration.policy.${verb}`,
  entityType: 'policy',
  entityId: (after ?? before)?.name ?? '',
  ...(before && { before: summary(before) }),
  ...(after && { after: summary(after) }),
});

const summary = ({ name, version, wasmSha256, rego }: RegoPolicy) => ({ name, version, wasm_sha256: wasmSha256, ...(rego !== undefined && { rego }) });
