import { breakService, isOver, isSaid, type DemoAct } from './demo-act.ts';
import type { ActSnapshot } from './act-snapshot.ts';
import { effectsMatchTickets, type Check } from './effect-checks.ts';

/** The main job from end to end. */
export const actOne: DemoAct = {
  number: 1,
  title: 'Act one: a service breaks and is repaired',
  plan: 'Payments begin to hang and take the workers of a checkout service with them. Nobody will touch it but the policy.',
  restartMs: 2500,
  async play(performance) {
    await breakService(performance);
    const end = await performance.watch({ what: 'the remediation to end', withinSeconds: 90, until: isOver });
    return { end, checks: repairedChecks(end, performance.stage.service.effects()) };
  },
};

/** What must be true of a remediation that went well. */
export function repairedChecks({ alert, remediation, execution, tickets, service, source }: ActSnapshot, effects: Parameters<typeof effectsMatchTickets>[1]): readonly Check[] {
  const unfinished = tickets.filter(({ status }) => status !== 'COMPLETED');
  return [
    isSaid('the workflow ran to its end', execution?.status, 'completed'),
    isSaid(`the alert resolved, and ${source.title} said so`, alert && `${alert.status} by ${alert.resolution ?? 'nobody'}`, 'resolved by source'),
    isSaid('the remediation is verified', remediation?.status, 'verified', remediation?.reason),
    {
      claim: 'every ticket is completed',
      held: tickets.length > 0 && unfinished.length === 0,
      evidence: unfinished.length > 0 ? unfinished.map(({ task_name: name, status }) => `${name} ${status}`).join(', ') : `${tickets.length} tickets`,
    },
    effectsMatchTickets(tickets, effects),
    {
      claim: 'the service is healthy and serves from its primary workers',
      held: service.up && service.stuckWorkers === 0 && service.traffic === 'primary' && !service.draining,
      evidence: `${service.stuckWorkers} of ${service.workers} workers stuck, traffic on ${service.traffic}`,
    },
  ];
}
