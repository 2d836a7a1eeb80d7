import { invalid } from '#pkg/apperror';
import type { AuditEntry } from '#internal/kernel';
import type { ContactMethod } from './contact-method.ts';
import type { IntegrationId } from './receiver-integration.ts';

export type Urgency = 'high' | 'low';

/** One way to reach somebody, so many seconds after the page began. */
export interface RuleStep {
  readonly contactMethodId: IntegrationId;
  readonly delaySeconds: number;
}

/** What a person wants for an urgency, in the order in which it happens. */
export interface NotificationRules {
  readonly userId: string;
  readonly urgency: Urgency;
  readonly steps: readonly RuleStep[];
  readonly updatedAt: Date;
}

/** Throws `invalid` for steps that go back in time or name what is not there or not verified. */
export function requireSteps(steps: readonly RuleStep[], methods: readonly ContactMethod[]): void {
  for (const [index, { contactMethodId, delaySeconds }] of steps.entries()) {
    const method = methods.find(({ id }) => id === contactMethodId);
    if (!method) throw invalid(`/steps/${index}/contact_method_id`, 'is not one of your contact methods');
    if (!method.verifiedAt) throw invalid(`/steps/${index}/contact_method_id`, 'is not verified');
    if (delaySeconds < (steps[index - 1]?.delaySeconds ?? 0)) throw invalid(`/steps/${index}/delay_seconds`, 'must not be less than that of the step before');
  }
}

/** The steps of a page: what the rules say, or, without rules, everything that is verified at once. What has gone meanwhile is left out. */
export function stepsOf(rules: NotificationRules | undefined, methods: readonly ContactMethod[]): readonly RuleStep[] {
  const verified = methods.filter(({ verifiedAt }) => verifiedAt);
  if (!rules) return verified.map(({ id }) => ({ contactMethodId: id, delaySeconds: 0 }));
  return rules.steps.filter(({ contactMethodId }) => verified.some(({ id }) => id === contactMethodId));
}

export const rulesChanged = ({ userId, urgency, steps }: NotificationRules): AuditEntry => ({
  action: 'notifications.notification_rules.updated', entityType: 'notification_rules', entityId: `${userId}:${urgency}`,
  after: { urgency, steps: steps.map(({ contactMethodId, delaySeconds }) => ({ contact_method_id: contactMethodId, delay_seconds: delaySeconds })) },
});
