import { invalid } from '#pkg/apperror';
import { compileMatchers, type LabelSet, type Matcher } from '#pkg/matchers';
import type { Brand, JsonObject, TenantId } from '#internal/kernel';
import type { Guardrails } from './guardrails.ts';
import type { Verification } from './verification.ts';

export type PolicyId = Brand<string, 'PolicyId'>;

/** `suggest` only says what would be done, `approve` waits for a person within a time, `auto` starts by itself. */
export type RemediationMode = 'suggest' | 'approve' | 'auto';

/** Where people are told when a remediation did not help. */
export interface EscalationTarget {
  readonly webhookUrl: string;
  /**
   * Key of the signatures, as its author gave it; never shown again. Not stored, but on policies from before secrets were encrypted. Without any, deliveries are not signed.
   */
  readonly secret?: string;
  /** The key as it is stored: encrypted. */
  readonly sealedSecret?: string;
}

/** What the author of a policy decides. */
export interface PolicyTerms {
  /** Unique in the tenant. */
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  /** All must hold for the labels of an alert; at least one. */
  readonly matchers: readonly Matcher[];
  readonly workflowId: string;
  /** Absent means the newest version at the time of the start. */
  readonly workflowVersion?: number;
  readonly mode: RemediationMode;
  /** Handed to the workflow together with the alert, whose jq expressions do the rest. */
  readonly input: JsonObject;
  /** Labels whose values name the target. */
  readonly targetLabels: readonly string[];
  readonly guardrails: Guardrails;
  readonly verification: Verification;
  /** Whether the workflow is undone when it did not help. */
  readonly compensateOnIneffective: boolean;
  readonly escalation?: EscalationTarget;
  /** Lower goes first when several policies match; the budget goes to whoever is first. */
  readonly priority: number;
}

/** Binds alerts to a workflow. */
export interface RemediationPolicy extends PolicyTerms {
  readonly id: PolicyId;
  readonly tenantId: TenantId;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  readonly version: number;
}

/** A new policy. Throws `invalid`. */
export function newPolicy(identity: Pick<RemediationPolicy, 'id' | 'tenantId' | 'createdAt' | 'createdBy'>, terms: PolicyTerms): RemediationPolicy {
  check(terms);
  return { ...identity, ...terms, updatedAt: identity.createdAt, updatedBy: identity.createdBy, version: 1 };
}

/** The policy under new terms. Throws `invalid`. */
export function changePolicy({ id, tenantId, createdAt, createdBy, version }: RemediationPolicy, terms: PolicyTerms, updatedBy: string, updatedAt: Date): RemediationPolicy {
  check(terms);
  return { ...terms, id, tenantId, createdAt, createdBy, updatedAt, updatedBy, version };
}

/** Whether deliveries are signed. */
export const isSigned = ({ secret, sealedSecret }: EscalationTarget): boolean => secret !== undefined || sealedSecret !== undefined;

/** The enabled policies that an alert with these labels meets, in the order in which they get their turn. */
export const policiesFor = (labels: LabelSet, policies: readonly RemediationPolicy[]): readonly RemediationPolicy[] =>
  policies
    .filter(({ enabled, matchers }) => enabled && compileMatchers(matchers)(labels))
    .toSorted((a, b) => a.priority - b.priority || a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));

/** Characters of JSON; the alert comes on top of it, and an execution takes 64 KiB in all. */
const LARGEST_INPUT = 32 * 1024;

function check(terms: PolicyTerms): void {
  if (terms.matchers.length === 0) throw invalid('/matchers', 'needs at least one matcher: a policy for every alert is a mistake more often than a wish');
  compileMatchers(terms.matchers);
  if (new Set(terms.targetLabels).size !== terms.targetLabels.length) throw invalid('/target_labels', 'names a label twice');
  if (JSON.stringify(terms.input).length > LARGEST_INPUT) throw invalid('/input', `is larger than ${LARGEST_INPUT} characters of JSON`);
  for (const name of ['alert', 'remediation']) {
    if (Object.hasOwn(terms.input, name)) throw invalid(`/input/${name}`, 'is filled in by Orchestrix');
  }
  const { verification, escalation } = terms;
  if (verification.kind === 'http_probe' && verification.intervalSeconds > verification.windowSeconds) throw invalid('/verification/interval_seconds', 'is longer than the window');
  if (escalation?.secret?.startsWith('whsec_') && !/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(escalation.secret)) {
    throw invalid('/escalation/secret', 'must be whsec_ followed by 24 to 64 bytes in base64');
  }
}
