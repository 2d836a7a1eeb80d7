import { type Guardrails, type Refusal, refusalOf } from '../domain/guardrails.ts';
import type { Remediation } from '../domain/remediation.ts';
import type { RemediationRepository } from '../ports/remediation-repository.ts';

/** Asks the guardrails with what is stored now. The caller holds the tenant's lock, so that the answer stays true until it commits. */
export async function currentRefusal(
  remediations: RemediationRepository,
  question: { readonly remediation: Remediation; readonly guardrails: Guardrails; readonly killSwitch: boolean; readonly now: Date },
): Promise<Refusal | undefined> {
  const { remediation, guardrails, killSwitch, now } = question;
  if (remediation.target === undefined) return { code: 'no_target', reason: 'the alert has none of the labels that name the target' };
  return refusalOf({ guardrails, killSwitch, activity: await remediations.activityAround(remediation.target, now), now });
}
