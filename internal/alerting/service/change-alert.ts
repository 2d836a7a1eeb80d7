import type { Actor } from '#internal/kernel';
import type { Alert, AlertId } from '../domain/alert.ts';
import type { AlertVerb } from '../domain/alert-change.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { announce } from './announce.ts';

/** One change of one alert by a rule of the domain: locked, changed, stored, recorded and told in one transaction. */
export const changeAlert = (work: AlertingUnitOfWork, actor: Actor, id: AlertId, verb: AlertVerb, rule: (alert: Alert) => Alert): Promise<Alert> =>
  work.run(actor, async ({ alerts, ...scope }) => {
    const before = await alerts.lock(id);
    const after = rule(before);
    await alerts.save([after]);
    announce(scope, [{ verb, before, after }]);
    return after;
  });
