import { containingIntervals, groupKeyOf, groupLabelsOf, type InhibitRule, matchersText, matchRoutes, type Route, walkRoutes } from '#pkg/alertmanager';
import type { CompiledRouting } from './compiled-routing.ts';
import type { GroupTerms, InhibitionRule, RoutingPlan } from './routing-plan.ts';

/** Puts together what placement and flushes ask. */
export function compileRoutingPlan({ version, root, inhibitRules, timeIntervals }: Pick<CompiledRouting, 'version' | 'root' | 'inhibitRules' | 'timeIntervals'>): RoutingPlan {
  const terms = new Map<Route, GroupTerms>(walkRoutes(root).map((route) => [route, termsOfRoute(route)]));
  // Of routes that write the same keys for the same receiver the first counts: they share groups and log.
  const byIdentity = new Map([...terms.values()].reverse().map((each) => [`${each.route}\0${each.receiver}`, each]));
  return {
    version,
    seatsOf: (labels) =>
      matchRoutes(root, labels).map((route) => {
        const groupLabels = groupLabelsOf(route, labels);
        return { key: groupKeyOf(route, groupLabels), labels: groupLabels, terms: terms.get(route) ?? termsOfRoute(route) };
      }),
    termsOf: (route, receiver) => byIdentity.get(`${route}\0${receiver}`),
    inhibitions: inhibitRules.map(inhibitionOf),
    isIn: (interval, at) => containingIntervals([interval], timeIntervals, at.getTime()).length > 0,
  };
}

const termsOfRoute = ({ key, receiver, groupWaitMs, groupIntervalMs, repeatIntervalMs, activeTimeIntervals, muteTimeIntervals }: Route): GroupTerms => ({
  route: key, receiver, groupWaitMs, groupIntervalMs, repeatIntervalMs, activeTimeIntervals, muteTimeIntervals,
});

const inhibitionOf = ({ name = '', sourceMatchers, targetMatchers, equal, matchesSource, matchesTarget, equalKey }: InhibitRule): InhibitionRule => ({
  id: JSON.stringify([matchersText(sourceMatchers), matchersText(targetMatchers), [...equal].sort()]),
  name,
  isSource: matchesSource,
  isTarget: matchesTarget,
  equalKeyOf: equalKey,
});
