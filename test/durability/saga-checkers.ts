import { type Checker, CHECKERS, groups, verdictOf } from './checkers.ts';
import type { Observations } from './observations.ts';
import { type AcceptedSaga, sagaEffects } from './saga-load.ts';
import { isHopeless } from './slow-remediation.ts';

/** The promises about sagas that clients were told are accepted. */
function sagaCheckers(accepted: readonly AcceptedSaga[]) {
  /** Every saga that was accepted is there once, under the id that was answered. */
  const keepsAcceptedSagas: Checker = ({ sagas }) =>
    accepted.flatMap(({ tenantId, instance, executionId }) => {
      const found = sagas.filter((saga) => saga.tenantId === tenantId && saga.instance === instance);
      if (found.length !== 1) return [`there are ${found.length} executions for ${instance}`];
      return found[0]?.id === executionId ? [] : [`the execution for ${instance} is not the one that was accepted`];
    });

  /** Each ended as the receiver's answers demand, here and at Temporal. */
  const endsEverySaga: Checker = ({ sagas, openWorkflows }) => [
    ...sagas.flatMap(({ instance, status }) => {
      const expected = isHopeless(instance) ? 'compensated' : 'completed';
      return status === expected ? [] : [`the saga of ${instance} is ${status} instead of ${expected}`];
    }),
    ...(openWorkflows > 0 ? [`${openWorkflows} workflows are open at Temporal`] : []),
  ];

  /** Each step happened once and in order; each compensation once, in reverse, and only of what was done. */
  const undoesInReverse: Checker = ({ sagas, effects }) => {
    const onInstance = groups(effects, ({ instance }) => instance);
    return sagas.flatMap(({ instance }) => {
      const due = sagaEffects(instance).join(', ');
      const done = (onInstance.get(instance) ?? []).map(({ step }) => step).join(', ');
      return due === done ? [] : [`on ${instance} happened [${done}] instead of [${due}]`];
    });
  };

  const { keepsTheLedger, auditsEveryChange, deliversEveryEvent, recovers } = CHECKERS;
  return { keepsAcceptedSagas, endsEverySaga, undoesInReverse, keepsTheLedger, auditsEveryChange, deliversEveryEvent, recovers } as const;
}

export type SagaCheckerName = keyof ReturnType<typeof sagaCheckers>;

/** Names of the checkers that are not content with the sagas, with what they say. */
export const sagaVerdict = (accepted: readonly AcceptedSaga[], seen: Observations): ReturnType<typeof verdictOf<SagaCheckerName>> => verdictOf(sagaCheckers(accepted), seen);
