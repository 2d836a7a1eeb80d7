import type { AuditEntry, Brand, NewEvent, TenantId } from '#internal/kernel';
import type { MessageData } from './message-data.ts';
import type { RuleStep, Urgency } from './notification-rule.ts';

export type PersonPageId = Brand<string, 'PersonPageId'>;

/** Somebody is being told until they acknowledge. `exhausted`: all ways were tried; it can still be acknowledged. */
export interface PersonPage {
  readonly id: PersonPageId;
  readonly tenantId: TenantId;
  readonly userId: string;
  readonly urgency: Urgency;
  readonly data: MessageData;
  /** The rules as they were when it began. */
  readonly steps: readonly RuleStep[];
  /** Index of what comes next. */
  readonly nextStep: number;
  readonly status: 'running' | 'acknowledged' | 'exhausted';
  readonly createdAt: Date;
  readonly endedAt?: Date;
}

export const PAGE_STEP_DUE = 'notifications.page.step_due';

/** What is due at a time, and the page after it. */
export function stepped(page: PersonPage, now: Date): { readonly due: readonly RuleStep[]; readonly page: PersonPage } {
  const elapsedMs = now.getTime() - page.createdAt.getTime();
  const rest = page.steps.slice(page.nextStep);
  const later = rest.findIndex(({ delaySeconds }) => delaySeconds * 1000 > elapsedMs);
  const due = later === -1 ? rest : rest.slice(0, later);
  const nextStep = page.nextStep + due.length;
  return { due, page: nextStep < page.steps.length ? { ...page, nextStep } : { ...page, nextStep, status: 'exhausted', endedAt: now } };
}

/** The durable timer of what comes next. */
export const stepTimer = ({ id, steps, nextStep, createdAt }: PersonPage): NewEvent => ({
  type: PAGE_STEP_DUE, aggregateId: id, data: { page_id: id, step: nextStep }, availableAt: new Date(createdAt.getTime() + (steps[nextStep]?.delaySeconds ?? 0) * 1000),
});

export const pageEvent = (verb: 'started' | 'acknowledged' | 'exhausted', { id, userId, urgency }: PersonPage): NewEvent => ({ type: `notifications.page.${verb}`, aggregateId: id, data: { page_id: id, user_id: userId, urgency } });

export const pageAudit = (verb: 'started' | 'acknowledged' | 'exhausted', { id, userId, urgency, steps }: PersonPage): AuditEntry => ({
  action: `notifications.page.${verb}`, entityType: 'page', entityId: id, after: { user_id: userId, urgency, steps: steps.length },
});
