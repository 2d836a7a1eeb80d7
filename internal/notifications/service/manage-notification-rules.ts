import type { Actor } from '#internal/kernel';
import { type NotificationRules, requireSteps, rulesChanged, type RuleStep, type Urgency } from '../domain/notification-rule.ts';
import type { NotificationDeps } from './notification-deps.ts';

/** Of the caller; nothing where none were written: then everything that is verified is used at once. */
export type GetNotificationRules = (actor: Actor) => Promise<Readonly<Partial<Record<Urgency, NotificationRules>>>>;
/** Throws `invalid` with the field for steps that make no sense. */
export type PutNotificationRules = (actor: Actor, urgency: Urgency, steps: readonly RuleStep[]) => Promise<NotificationRules>;

export const getNotificationRules = ({ work }: Pick<NotificationDeps, 'work'>): GetNotificationRules => (actor) =>
  work.read(actor, async ({ rules }) => {
    const [high, low] = [await rules.find(actor.subject, 'high'), await rules.find(actor.subject, 'low')];
    return { ...(high && { high }), ...(low && { low }) };
  });

export const putNotificationRules = ({ work, clock }: Pick<NotificationDeps, 'work' | 'clock'>): PutNotificationRules => (actor, urgency, steps) =>
  work.run(actor, async ({ contacts, rules, audit }) => {
    requireSteps(steps, await contacts.list(actor.subject));
    const written: NotificationRules = { userId: actor.subject, urgency, steps, updatedAt: clock.now() };
    await rules.put(written);
    audit.record(rulesChanged(written));
    return written;
  });
