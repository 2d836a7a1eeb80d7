import type { Actor } from '#internal/kernel';
import { resolve } from '../domain/alert.ts';
import type { StateReason } from '../domain/state-reason.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { announce } from './announce.ts';

type Scope = Parameters<Parameters<AlertingUnitOfWork['run']>[1]>[0];

/** Resolves what rules over metrics that are gone, or switched off, have open, with the reason: nobody would tell of its end any more. */
export async function endRuleAlerts({ alerts, ...scope }: Scope, actor: Actor, ruleIds: readonly AlertRuleId[], stateReason: StateReason, now: Date): Promise<void> {
  const open = (await alerts.lockOpenOfRules(ruleIds)).filter(({ source }) => source === 'rule');
  const changes = open.map((before) => ({ verb: 'resolved' as const, before, after: { ...resolve(before, { resolution: 'source', by: actor.subject, endsAt: now }, now), stateReason } }));
  await alerts.save(changes.map(({ after }) => after));
  announce(scope, changes);
}
