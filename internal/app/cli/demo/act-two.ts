import { randomUUID } from 'node:crypto';
import type { ActSnapshot } from './act-snapshot.ts';
import { breakService, isOver, isSaid, type DemoAct, type Performance } from './demo-act.ts';
import { effectsMatchTickets, undoneInReverse, type Check } from './effect-checks.ts';
import type { LedgerEntry } from './effect-ledger.ts';

/** The remediation fails half-way. */
export const actTwo: DemoAct = {
  number: 2,
  title: 'Act two: the repair fails half-way and is undone',
  plan: 'The same fault, but this time the restart answers 500. What was done before it must be taken back, and people must be told.',
  restartMs: 2500,
  async play(performance) {
    const { stage, watch } = performance;
    stage.service.failAction('restart', 500);
    await breakService(performance);
    await watch({ what: 'the remediation to end', withinSeconds: 90, until: isOver });
    const end = await watch({
      what: 'the escalation to reach the alert and the on-call address',
      withinSeconds: 30,
      until: ({ alert, service }) => alert?.status === 'escalated' && service.pages.length > 0,
    });
    const checks = undoneChecks(end, stage.service.effects());
    return { end: await repairByHand(performance, end), checks };
  },
};

/** What must be true of a remediation that failed in an orderly way. */
export function undoneChecks({ alert, remediation, execution, tickets, service }: ActSnapshot, effects: readonly LedgerEntry[]): readonly Check[] {
  const restarts = effects.filter(({ action }) => action === 'restart');
  return [
    isSaid('the remediation failed', remediation?.status, 'failed', remediation?.reason),
    {
      claim: 'the restart was tried again and never happened',
      held: restarts.length === 1 && restarts.every(({ deliveries, effects: happened }) => deliveries > 1 && happened === 0),
      evidence: restarts.map(({ deliveries, effects: happened }) => `${deliveries} requests, ${happened} effects`).join('; ') || 'no request',
    },
    isSaid('the workflow was compensated', execution?.status, 'compensated'),
    undoneInReverse(tickets, effects),
    effectsMatchTickets(tickets, effects),
    {
      claim: 'the service is as the remediation found it',
      held: service.traffic === 'primary' && !service.draining && service.standbyWorkers === 2,
      evidence: `traffic on ${service.traffic}, ${service.draining ? 'drained' : 'not drained'}, ${service.standbyWorkers} standby workers`,
    },
    isSaid('the alert is escalated', alert?.status, 'escalated', alert?.escalation_reason),
    { claim: 'the on-call address was notified', held: service.pages.length > 0, evidence: `${service.pages.length} notification${service.pages.length === 1 ? '' : 's'}` },
  ];
}

/** The end of the story: somebody acknowledges the alert and restarts the service, so that nothing stays broken. */
async function repairByHand({ stage, view, watch }: Performance, { alert }: ActSnapshot): Promise<ActSnapshot> {
  if (alert) await stage.client.acknowledgeAlert(alert.id);
  view.note('somebody acknowledges the alert and repairs the service by hand');
  stage.service.mend('restart');
  await fetch(`${stage.service.url}/actions/restart`, { method: 'POST', headers: { 'idempotency-key': `by-hand:${randomUUID()}` } });
  return watch({ what: 'the alert to resolve after the repair by hand', withinSeconds: 30, until: (snapshot) => snapshot.alert?.status === 'resolved' });
}
