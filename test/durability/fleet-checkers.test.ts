import { type FleetCheckerName, fleetVerdict } from './fleet-checkers.ts';
import { planEffects, runEffects } from './fleet-load.ts';
import type { Observations } from './observations.ts';
import { hopeless } from './slow-remediation.ts';

const [plan, lostPlan, run, lostRun] = ['plan-1', hopeless('plan-2'), 'node-1', hopeless('node-2')];
const accepted = (instances: readonly string[]) => instances.map((instance) => ({ tenantId: 'acme', instance, executionId: `id of ${instance}` }));
const promises = { plans: accepted([plan, lostPlan]), runs: accepted([run, lostRun]), posted: [1, 2] };
const stored = (instances: readonly string[]) => instances.map((instance) => ({ tenantId: 'acme', id: `id of ${instance}`, instance, status: instance.endsWith('hopeless') ? 'compensated' : 'completed' }));

const undoneInReverse = (steps: readonly string[]): readonly string[] => [...steps.filter((step) => !step.startsWith('undo-')), ...steps.filter((step) => step.startsWith('undo-')).toReversed()];
const on = (instance: string, steps: readonly string[]) => steps.map((step) => ({ key: `${instance}:${step}`, step, instance }));
const effects = [...on(plan, planEffects(plan)), ...on(lostPlan, undoneInReverse(planEffects(lostPlan))), ...on(run, runEffects(run)), ...on(lostRun, runEffects(lostRun))];
const refused = on(lostPlan, ['confirm']);

const sound: Observations = {
  acknowledged: [],
  arrivals: [...effects, ...refused],
  effects,
  pages: [],
  spans: effects.map((effect, index) => ({ ...effect, from: index * 10, to: index * 10 + 25 })),
  alerts: [],
  remediations: [],
  sagas: stored([run, lostRun]),
  plans: stored([plan, lostPlan]),
  heard: [2, 1, 3],
  tickets: [...effects.map(({ key }) => ({ key, type: 'EXECUTE', status: 'COMPLETED', executionId: null })), ...refused.map(({ key }) => ({ key, type: 'EXECUTE', status: 'FAILED', executionId: null }))],
  heldSlots: [],
  audited: [],
  chains: [],
  waitingEvents: [],
  openWorkflows: 0,
  advisoryLocks: 0,
  connections: { 'orchestrix-outbox-listener': 1 },
  surprises: [],
};

const swapped = (one: string, other: string, instance: string) => {
  const steps = sound.effects.map((effect) => (effect.instance !== instance ? effect : { ...effect, step: effect.step === one ? other : effect.step === other ? one : effect.step }));
  return { effects: steps };
};
const [firstTicket] = sound.tickets;

const faults: readonly (readonly [FleetCheckerName, string, Partial<Observations>])[] = [
  ['keepsAccepted', 'a plan is gone', { plans: sound.plans.slice(1) }],
  ['keepsAccepted', 'an execution was started twice', { sagas: [...sound.sagas, ...sound.sagas.slice(0, 1)] }],
  ['endsEverything', 'a plan hangs', { plans: sound.plans.map((each) => ({ ...each, status: 'running' })) }],
  ['endsEverything', 'a ticket is open', { tickets: firstTicket ? [{ ...firstTicket, status: 'PENDING' }, ...sound.tickets.slice(1)] : [] }],
  ['endsEverything', 'a workflow is open', { openWorkflows: 1 }],
  ['actsInOrder', 'compensations ran in the order of the steps', swapped('undo-script', 'undo-reserve', lostRun)],
  ['actsInOrder', 'a step is missing', { effects: sound.effects.filter(({ instance, step }) => instance !== run || step !== 'script') }],
  ['followsThePlan', 'a task ran before what it depends on', swapped('join', 'b2', plan)],
  ['followsThePlan', 'a task was undone before what depends on it', swapped('undo-join', 'undo-a3', lostPlan)],
  ['followsThePlan', 'a compensation is missing', { effects: sound.effects.filter(({ step }) => step !== 'undo-b1') }],
  ['keepsTheKeys', 'an effect happened twice', { effects: [...sound.effects, ...sound.effects.slice(0, 1)] }],
  ['keepsTheKeys', 'a ticket is lost', { tickets: sound.tickets.slice(1) }],
  ['keepsTheKeys', 'a ticket is completed without an effect', { tickets: sound.tickets.map((ticket) => ({ ...ticket, status: 'COMPLETED' })) }],
  ['keepsTheThrottle', 'four throttled requests overlap', { spans: [0, 1, 2, 3].map((from) => ({ key: `k${from}`, step: 'reserve', instance: run, from, to: from + 5 })) }],
  ['deliversEveryPost', 'an acknowledged event was not heard', { heard: [2] }],
  ['deliversEveryPost', 'an event was heard twice', { heard: [1, 2, 2] }],
  ['freesEverySlot', 'a slot is still held', { heldSlots: ['throttle gate'] }],
  ['deliversEveryEvent', 'an event of ours waits', { waitingEvents: ['tickets.ticket.completed'] }],
];

describe('the checkers of plans, agents, throttles and listeners', () => {
  test('are content when everything went as it should', () => {
    expect(fleetVerdict(promises, sound)).toEqual({});
  });

  test.each(faults)('%s turns red when %s', (checker, _, fault) => {
    expect(fleetVerdict(promises, { ...sound, ...fault })).toHaveProperty(checker);
  });

  test('keepsTheThrottle counts repeats of a request once, and requests that follow each other not together', () => {
    const span = (from: number) => ({ key: `k${from}`, step: 'confirm', instance: run, from, to: from + 1 });
    expect(fleetVerdict(promises, { ...sound, spans: [0, 1, 2, 3, 4].map(span) })).toEqual({});
  });
});
