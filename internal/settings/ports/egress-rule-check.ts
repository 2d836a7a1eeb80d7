import type { EgressRule } from '../domain/egress-settings.ts';

/** Knows which rules this installation accepts. */
export interface EgressRuleCheck {
  /** Why a rule is not accepted, in words for its author, or undefined. */
  problemOf(rule: EgressRule): string | undefined;
}
