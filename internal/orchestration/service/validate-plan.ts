import type { Clock } from '#internal/kernel';
import type { ErrorDetail } from '#pkg/apperror';
import { analysisOf, planFaults, type PlanAnalysis } from '../domain/check-plan.ts';
import type { PlanDocument } from '../domain/plan-document.ts';

/** A plan that can run and what it looks like in time, or every reason why it cannot. */
export type PlanCheck = { readonly valid: true; readonly analysis: PlanAnalysis } | { readonly valid: false; readonly faults: readonly ErrorDetail[] };

export type ValidatePlan = (document: PlanDocument) => PlanCheck;

/** Looks at a plan without storing anything. */
export function validatePlan(deps: { readonly clock: Clock }): ValidatePlan {
  return (document) => {
    const faults = planFaults(document, deps.clock.now());
    return faults.length > 0 ? { valid: false, faults } : { valid: true, analysis: analysisOf(document.tasks) };
  };
}
