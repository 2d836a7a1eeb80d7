import { inhibitionOf, type InhibitRule } from '#pkg/alertmanager';
import { notFound } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { type Alert, isOpen } from '../domain/alert.ts';
import { checkRouting } from '../domain/check-routing.ts';
import { compileRouting } from '../domain/compiled-routing.ts';
import { type Labels, parseLabels } from '../domain/labels.ts';
import type { RoutingSettings } from '../domain/routing-settings.ts';
import { intervalsAt, type RouteTrial, routeTrials, type TriedRoute, triedRoutes } from '../domain/routing-trial.ts';
import { type Silence, silences, silenceState } from '../domain/silence.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { ReceiverIntegration, Receivers } from '../ports/receivers.ts';

export interface RoutingQuestion {
  readonly labels: Labels;
  /** When the alert begins; now when it is left out. */
  readonly at: Date | undefined;
  /** Instead of the configuration that holds. */
  readonly settings: RoutingSettings | undefined;
}

/** What would become of an alert. */
export interface RoutingAnswer {
  readonly at: Date;
  /** Of the configuration that was asked; undefined for one that came with the question. */
  readonly version: number | undefined;
  /** Every route that was tried, in order. */
  readonly tried: readonly TriedRoute[];
  readonly routes: readonly (RouteTrial & { readonly integrations: readonly ReceiverIntegration[] })[];
  /** Named time intervals that contain the time. */
  readonly intervals: readonly string[];
  /** The first rule that inhibits it, with the open alert that does. */
  readonly inhibition: { readonly rule: InhibitRule; readonly source: Alert } | undefined;
  /** Silences that count at the time and match. */
  readonly silences: readonly Silence[];
  readonly notified: boolean;
}

/** Throws `invalid` for labels or settings that cannot be, `not_found` when there is no configuration to ask. */
export type TestRouting = (actor: Actor, question: RoutingQuestion) => Promise<RoutingAnswer>;

/** Says what would happen to an alert that begins at a time, by the routing and what is stored: open alerts and silences. It changes nothing. */
export const testRouting = ({ work, receivers, clock }: { readonly work: AlertingUnitOfWork; readonly receivers: Receivers; readonly clock: Clock }): TestRouting => async (actor, question) => {
  const labels = parseLabels(question.labels, '/labels', 'any');
  const known = new Map((await receivers.list(actor)).map(({ name, integrations }) => [name, integrations]));
  if (question.settings) checkRouting(question.settings, new Set(known.keys()));
  const at = question.at ?? clock.now();
  return work.read(actor, async ({ routing, alerts, silences: stored }) => {
    const config = question.settings ? { version: 0, settings: question.settings } : await routing.current();
    if (!config) throw notFound('routing configuration');
    const compiled = compileRouting(config);
    const active = (await alerts.listOpen()).filter((alert) => isOpen(alert) && alert.status !== 'pending' && (alert.expiresAt === null || alert.expiresAt > at));
    const inhibition = inhibitionOf(compiled.inhibitRules, active, labels);
    const matching = (await stored.listOpen(clock.now())).filter((silence) => silenceState(silence, at) === 'active' && silences(silence)(labels));
    const routes = routeTrials(compiled, labels, at.getTime()).map((trial) => ({ ...trial, integrations: known.get(trial.route.receiver) ?? [] }));
    const isHeard = routes.some(({ integrations, firstAtMs }) => integrations.length > 0 && firstAtMs !== undefined);
    return {
      at,
      version: question.settings ? undefined : config.version,
      tried: triedRoutes(compiled, labels),
      routes,
      intervals: intervalsAt(compiled, at.getTime()),
      inhibition,
      silences: matching,
      notified: isHeard && inhibition === undefined && matching.length === 0,
    };
  });
};
