import type { Actor } from '#internal/kernel';
import type { PlanDocument } from '../domain/plan-document.ts';
import type { PolicyStage } from '../domain/policy-question.ts';

/** Decides whether a plan may run, with what is there, now. */
export interface PolicyDecision {
  /** Throws `forbidden` with every reason. */
  permit(actor: Actor, stage: PolicyStage, document: PlanDocument, deadline: Date): Promise<void>;
}
