import { type Checker, CHECKERS, groups, verdictOf } from './checkers.ts';
import { isThrottled, PLAN, planEffects, runEffects, THROTTLE } from './fleet-load.ts';
import type { Observations } from './observations.ts';
import type { AcceptedSaga } from './saga-load.ts';
import { isHopeless } from './slow-remediation.ts';

/** What clients were told. */
export interface FleetPromises {
  readonly plans: readonly AcceptedSaga[];
  readonly runs: readonly AcceptedSaga[];
  /** Readings whose post was acknowledged. */
  readonly posted: readonly number[];
}

function fleetCheckers({ plans: acceptedPlans, runs: acceptedRuns, posted }: FleetPromises) {
  /** What was accepted is there once, under the id that was answered. */
  const keepsAccepted: Checker = ({ plans, sagas }) =>
    [[acceptedPlans, plans, 'plan'] as const, [acceptedRuns, sagas, 'execution'] as const].flatMap(([accepted, stored, what]) =>
      accepted.flatMap(({ tenantId, instance, executionId }) => {
        const found = stored.filter((each) => each.tenantId === tenantId && each.instance === instance);
        return found.length === 1 && found[0]?.id === executionId ? [] : [`the ${what} of ${instance} was accepted as ${executionId} and is there as ${found.map(({ id }) => id).join(', ') || 'nothing'}`];
      }),
    );

  /** Plans and executions ended as the receiver's answers demand, and nothing of them is open anywhere. */
  const endsEverything: Checker = ({ plans, sagas, tickets, openWorkflows }) => [
    ...[...plans, ...sagas].flatMap(({ instance, status }) => {
      const expected = isHopeless(instance) ? 'compensated' : 'completed';
      return status === expected ? [] : [`${instance} is ${status} instead of ${expected}`];
    }),
    ...tickets.filter(({ status }) => ['PENDING', 'RUNNING', 'COMPENSATING'].includes(status)).map(({ key, status }) => `the ticket ${key} is ${status}`),
    ...(openWorkflows > 0 ? [`${openWorkflows} workflows are open at Temporal`] : []),
  ];

  /** On each instance of an execution the due effects happened, each once and in order, compensations in reverse. */
  const actsInOrder: Checker = ({ sagas, effects }) => {
    const onInstance = groups(effects, ({ instance }) => instance);
    return sagas.flatMap(({ instance }) => {
      const [due, done] = [runEffects(instance).join(', '), (onInstance.get(instance) ?? []).map(({ step }) => step).join(', ')];
      return due === done ? [] : [`on ${instance} happened [${done}] instead of [${due}]`];
    });
  };

  /** On each instance of a plan the due effects happened once, each after what it depends on; compensations before those of what they depend on. */
  const followsThePlan: Checker = ({ plans, effects }) => {
    const onInstance = groups(effects, ({ instance }) => instance);
    return plans.flatMap(({ instance }) => {
      const done = (onInstance.get(instance) ?? []).map(({ step }) => step);
      const due = planEffects(instance);
      if (done.toSorted().join() !== due.toSorted().join()) return [`on ${instance} happened [${done.toSorted().join(', ')}] instead of [${due.toSorted().join(', ')}]`];
      const at = new Map(done.map((step, index) => [step, index]));
      const before = (one: string, other: string): boolean => (at.get(one) ?? -1) < (at.get(other) ?? Number.POSITIVE_INFINITY);
      return Object.entries(PLAN).flatMap(([step, dependencies]) =>
        dependencies.flatMap((dependency) => [
          ...(at.has(step) && !before(dependency, step) ? [`on ${instance} ${step} happened before ${dependency}`] : []),
          ...(at.has(`undo-${step}`) && !before(`undo-${step}`, `undo-${dependency}`) ? [`on ${instance} ${dependency} was undone before ${step}`] : []),
        ]),
      );
    });
  };

  /** A key has one effect; an effect has a ticket that is done, and a ticket that is done has its effect. */
  const keepsTheKeys: Checker = ({ tickets, arrivals, effects }) => {
    const done = new Set(tickets.filter(({ status }) => status === 'COMPLETED' || status === 'COMPENSATED').map(({ key }) => key));
    const known = new Set(tickets.map(({ key }) => key));
    const happened = groups(effects, ({ key }) => key);
    return [
      ...[...happened].filter(([, those]) => those.length > 1).map(([key]) => `the effect ${key} happened more than once`),
      ...[...happened.keys()].filter((key) => !done.has(key)).map((key) => `the effect ${key} has no completed ticket`),
      ...[...done].filter((key) => !happened.has(key)).map((key) => `the ticket ${key} is completed without an effect`),
      ...arrivals.filter(({ key }) => !known.has(key)).map(({ key }) => `the request ${key} has no ticket`),
    ];
  };

  /** The receiver never worked on more throttled requests at once than the throttle allows; repeats of a key are one request. */
  const keepsTheThrottle: Checker = ({ spans }) => {
    const most = mostAtOnce(spans.filter(isThrottled));
    return most > THROTTLE ? [`the receiver worked on ${most} throttled requests at once`] : [];
  };

  /** Every event that was acknowledged reached the one who listened, once. */
  const deliversEveryPost: Checker = ({ heard }) => {
    const times = groups(heard, String);
    return posted.flatMap((n) => ((times.get(String(n)) ?? []).length === 1 ? [] : [`reading ${n} was acknowledged and heard ${(times.get(String(n)) ?? []).length} times`]));
  };

  /** No slot of an agent and none of a throttle is held for what is over. */
  const freesEverySlot: Checker = ({ heldSlots }) => heldSlots.map((slot) => `a slot is held: ${slot}`);

  const { auditsEveryChange, deliversEveryEvent, recovers } = CHECKERS;
  return { keepsAccepted, endsEverything, actsInOrder, followsThePlan, keepsTheKeys, keepsTheThrottle, deliversEveryPost, freesEverySlot, auditsEveryChange, deliversEveryEvent, recovers } as const;
}

export function mostAtOnce(spans: readonly { readonly from: number; readonly to: number }[]): number {
  // An end before a begin of the same moment.
  const changes = spans.flatMap(({ from, to }) => [{ at: from, by: 1 }, { at: to, by: -1 }]).toSorted((a, b) => a.at - b.at || a.by - b.by);
  let [now, most] = [0, 0];
  for (const { by } of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

export type FleetCheckerName = keyof ReturnType<typeof fleetCheckers>;

/** Names of the checkers that are not content, with what they say. */
export const fleetVerdict = (promises: FleetPromises, seen: Observations): ReturnType<typeof verdictOf<FleetCheckerName>> => verdictOf(fleetCheckers(promises), seen);
