import { egressRuleProblem } from '#pkg/egress';
import type { EgressRuleCheck } from '../ports/egress-rule-check.ts';

/** A tenant's rules reach addresses that are not public only inside the blocks that the installation opens. */
export const installationRuleCheck = (privateRanges: readonly string[]): EgressRuleCheck => ({ problemOf: (rule) => egressRuleProblem(rule, privateRanges) });
