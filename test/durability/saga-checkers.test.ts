import type { Observations } from './observations.ts';
import { type SagaCheckerName, sagaVerdict } from './saga-checkers.ts';
import { sagaEffects } from './saga-load.ts';
import { hopeless } from './slow-remediation.ts';

const [well, lost] = ['host-1', hopeless('host-2')];
const accepted = [well, lost].map((instance, index) => ({ tenantId: 'acme', instance, executionId: `x${index}` }));
const arrivalsOn = (instance: string) => sagaEffects(instance).map((step) => ({ key: `${instance}:${step}`, step, instance }));
const effects = [...arrivalsOn(well), ...arrivalsOn(lost)];
const refused = { key: `${lost}:confirm`, step: 'confirm', instance: lost };

const sound: Observations = {
  acknowledged: [],
  arrivals: [...effects, refused],
  effects,
  pages: [],
  alerts: [],
  remediations: [],
  spans: [],
  plans: [],
  heard: [],
  heldSlots: [],
  sagas: accepted.map(({ tenantId, instance, executionId }) => ({ tenantId, id: executionId, instance, status: instance === lost ? 'compensated' : 'completed' })),
  tickets: [...effects.map(({ key }) => ({ key, type: 'EXECUTE', status: 'COMPLETED', executionId: 'x0' })), { key: refused.key, type: 'EXECUTE', status: 'FAILED', executionId: 'x1' }],
  audited: [],
  chains: [],
  waitingEvents: [],
  openWorkflows: 0,
  advisoryLocks: 0,
  connections: { 'orchestrix-outbox-listener': 1 },
  surprises: [],
};

const [first] = sound.sagas;
const faults: readonly (readonly [SagaCheckerName, string, Partial<Observations>])[] = [
  ['keepsAcceptedSagas', 'one is gone', { sagas: sound.sagas.slice(1) }],
  ['keepsAcceptedSagas', 'one was started twice', { sagas: first ? [...sound.sagas, { ...first, id: 'x9' }] : [] }],
  ['keepsAcceptedSagas', 'one has another id than was answered', { sagas: sound.sagas.map((saga) => ({ ...saga, id: `other ${saga.id}` })) }],
  ['endsEverySaga', 'one hangs', { sagas: sound.sagas.map((saga) => ({ ...saga, status: 'running' })) }],
  ['endsEverySaga', 'a workflow is still open', { openWorkflows: 1 }],
  ['undoesInReverse', 'a step happened twice', { effects: [...effects, ...effects.slice(0, 1)] }],
  ['undoesInReverse', 'a compensation is missing', { effects: effects.slice(0, -1) }],
  ['undoesInReverse', 'compensations ran in the order of the steps', { effects: [...effects.slice(0, 9), ...effects.slice(9).reverse()] }],
  ['keepsTheLedger', 'a ticket is lost', { tickets: sound.tickets.slice(1) }],
];

describe('the checkers of sagas', () => {
  test('are content when everything went as it should', () => {
    expect(sagaVerdict(accepted, sound)).toEqual({});
  });

  test.each(faults)('%s turns red when %s', (checker, _, fault) => {
    expect(sagaVerdict(accepted, { ...sound, ...fault })).toHaveProperty(checker);
  });
});
