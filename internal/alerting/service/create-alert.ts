import { conflict, invalid } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import type { Alert, AlertId } from '../domain/alert.ts';
import { openAlert } from '../domain/fold.ts';
import type { Labels } from '../domain/labels.ts';
import { toSignal } from '../domain/signal.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { announce } from './announce.ts';
import type { Placement } from './placement.ts';
import type { RuleCache } from './rule-cache.ts';

/** What a person tells about an alert. */
export interface AlertReport {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt?: Date | undefined;
  readonly generatorUrl?: string | undefined;
}

export type CreateAlert = (actor: Actor, report: AlertReport) => Promise<Alert>;

interface CreateAlertDeps {
  readonly work: AlertingUnitOfWork;
  readonly ruleCache: RuleCache;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly placement: Placement;
}

/**
 * Opens an alert by hand. The rules apply as to any other; it lasts until somebody resolves it or a source reports its end.
 * Throws `invalid`, or `conflict` when an alert with these labels is open.
 */
export function createAlert({ work, ruleCache, clock, ids, placement }: CreateAlertDeps): CreateAlert {
  return (actor, report) =>
    work.run(actor, async (scope) => {
      const { alerts, rules } = scope;
      if (!report.labels['alertname']) throw invalid('/labels/alertname', 'is required');
      const signal = toSignal({ ...report, source: 'manual', ends: 'by_word' }, clock.now());
      const findRule = await ruleCache.finder(actor.tenantId, () => rules.listEnabled());
      const latest = (await alerts.lockLatest([signal.fingerprint])).get(signal.fingerprint);
      const alert = openAlert(latest, signal, { rule: findRule(signal), nextId: () => ids.next() as AlertId });

      const added = await alerts.add([alert]);
      if (!added.has(alert.id)) throw conflict('an alert with these labels was opened just now');
      const changes = [{ verb: alert.status === 'pending' ? 'opened' : 'fired', after: alert } as const];
      await placement.follow(scope, actor, changes);
      announce(scope, changes);
      return alert;
    });
}
