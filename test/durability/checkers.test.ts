import { type CheckerName, CHECKERS, verdict } from './checkers.ts';
import type { Arrival } from './effect-receiver.ts';
import type { Observations } from './observations.ts';
import { hopeless } from './slow-remediation.ts';

const [acme, globex] = ['acme', 'globex'];
const well = 'host-1';
const lost = hopeless('host-2');

const arrival = (instance: string, step: string): Arrival => ({ key: `${instance}:${step}`, step, instance });
const [drain, restart, admit] = ['drain', 'restart', 'admit'].map((step) => arrival(well, step)) as [Arrival, Arrival, Arrival];
const [lostDrain, lostRestart, undoRestart, undoDrain] = ['drain', 'restart', 'undo-restart', 'undo-drain'].map((step) => arrival(lost, step)) as [Arrival, Arrival, Arrival, Arrival];
const refused = arrival(lost, 'admit');

const effects = [drain, lostDrain, restart, lostRestart, admit, undoRestart, undoDrain];
const ticket = ({ key }: Arrival, status = 'COMPLETED') => ({ key, status, type: key.includes('undo') ? 'COMPENSATE' : 'EXECUTE', executionId: 'x' });

/** One remediation that went well, one that was undone, and everything as it should be. */
const sound: Observations = {
  acknowledged: [{ tenantId: acme, instance: well }, { tenantId: globex, instance: lost, alertId: 'a2' }],
  arrivals: [...effects, restart, refused], // a repeat with the same key is no fault
  effects,
  pages: [{ id: 'e1', remediationId: 'r2' }, { id: 'e1', remediationId: 'r2' }],
  alerts: [{ tenantId: acme, id: 'a1', instance: well, status: 'firing' }, { tenantId: globex, id: 'a2', instance: lost, status: 'escalated' }],
  remediations: [
    { tenantId: acme, id: 'r1', alertId: 'a1', instance: well, status: 'verified', executionId: 'x1', executionStatus: 'completed' },
    { tenantId: globex, id: 'r2', alertId: 'a2', instance: lost, status: 'failed', executionId: 'x2', executionStatus: 'compensated' },
  ],
  spans: [],
  plans: [],
  heard: [],
  heldSlots: [],
  sagas: [],
  tickets: [...effects.map((effect) => ticket(effect, effect === lostDrain || effect === lostRestart ? 'COMPENSATED' : 'COMPLETED')), ticket(refused, 'FAILED')],
  audited: [{ entity: 'alert a1', version: 1, entries: 1 }],
  chains: [{ tenantId: acme, entries: 9, verifiedEntries: 9, firstBroken: null }],
  waitingEvents: [],
  openWorkflows: 0,
  advisoryLocks: 0,
  connections: { 'orchestrix-api': 10, 'orchestrix-worker': 7, 'orchestrix-outbox-relay': 3, 'orchestrix-outbox-listener': 1 },
  surprises: [],
};

const without = <Item>(items: readonly Item[], ...gone: readonly Item[]): Item[] => items.filter((item) => !gone.includes(item));
const changed = <Item extends object>(items: readonly Item[], at: number, change: Partial<Item>): Item[] => items.map((item, index) => (index === at ? { ...item, ...change } : item));

const faults: readonly (readonly [CheckerName, string, Partial<Observations>])[] = [
  ['keepsAcknowledgedAlerts', 'an alert is gone', { alerts: sound.alerts.slice(1) }],
  ['keepsAcknowledgedAlerts', 'an alert belongs to somebody else', { alerts: changed(sound.alerts, 0, { tenantId: globex }) }],
  ['keepsAcknowledgedAlerts', 'an alert has another id than was answered', { alerts: changed(sound.alerts, 1, { id: 'a3' }) }],
  ['opensOneAlertPerEpisode', 'a retry opened a second alert', { alerts: [...sound.alerts, { tenantId: acme, id: 'a3', instance: well, status: 'firing' }] }],
  ['endsEveryExecution', 'nothing was done', { remediations: sound.remediations.slice(1) }],
  ['endsEveryExecution', 'an alert was remediated twice', { remediations: changed([...sound.remediations, ...sound.remediations], 3, { id: 'r3' }) }],
  ['endsEveryExecution', 'an execution hangs', { remediations: changed(sound.remediations, 0, { status: 'running', executionStatus: 'running' }) }],
  ['endsEveryExecution', 'an execution was never requested', { remediations: changed(sound.remediations, 0, { status: 'running', executionId: null, executionStatus: null }) }],
  ['endsEveryExecution', 'an outage was taken for a failure', { remediations: changed(sound.remediations, 0, { status: 'failed', executionStatus: 'compensated' }) }],
  ['endsEveryExecution', 'a failed remediation did not escalate', { alerts: changed(sound.alerts, 1, { status: 'firing' }) }],
  ['endsEveryExecution', 'a workflow is still open', { openWorkflows: 1 }],
  ['actsOnce', 'the receiver takes no notice of keys', { effects: [...effects, restart] }],
  ['actsOnce', 'a repeat came with another key', { effects: [...effects, { ...restart, key: 'another' }] }],
  ['actsOnce', 'an effect is missing', { effects: without(effects, admit) }],
  ['actsOnce', 'an effect happened out of order', { effects: [restart, ...without(effects, restart)] }],
  ['actsOnce', 'a compensation is missing', { effects: without(effects, undoRestart) }],
  ['actsOnce', 'a compensation happened twice', { effects: [...effects, undoDrain] }],
  ['actsOnce', 'compensations ran in the order of the tasks', { effects: [...without(effects, undoRestart, undoDrain), undoDrain, undoRestart] }],
  ['actsOnce', 'something was undone that was not done', { effects: [...without(effects, undoRestart, undoDrain), arrival(lost, 'undo-admit'), undoRestart, undoDrain] }],
  ['actsOnce', 'something happened to an instance that nobody reported', { effects: [...effects, arrival('host-9', 'drain')] }],
  ['keepsTheLedger', 'a ticket is missing', { tickets: sound.tickets.slice(1) }],
  ['keepsTheLedger', 'a ticket never went out', { tickets: [...sound.tickets, ticket(arrival(well, 'paint'))] }],
  ['keepsTheLedger', 'a ticket claims an effect that did not happen', { tickets: changed(sound.tickets, 7, { status: 'COMPLETED' }) }],
  ['keepsTheLedger', 'a ticket denies an effect that happened', { tickets: changed(sound.tickets, 0, { status: 'FAILED' }) }],
  ['keepsTheLedger', 'a ticket stayed open', { tickets: changed(sound.tickets, 7, { status: 'RUNNING' }) }],
  ['keepsTheLedger', 'a ticket stayed half undone', { tickets: changed(sound.tickets, 1, { status: 'COMPENSATING' }) }],
  ['keepsTheLedger', 'a ticket claims an effect that was taken back and did not happen', { tickets: changed(sound.tickets, 7, { status: 'COMPENSATED' }) }],
  ['keepsTheLedger', 'a key had two effects', { effects: [...effects, restart] }],
  ['tellsPeople', 'nobody was told', { pages: [] }],
  ['tellsPeople', 'a repeat carried another id', { pages: [...sound.pages, { id: 'e2', remediationId: 'r2' }] }],
  ['tellsPeople', 'people were told of a success', { pages: [...sound.pages, { id: 'e3', remediationId: 'r1' }] }],
  ['auditsEveryChange', 'a change left no entry', { audited: changed(sound.audited, 0, { version: 2 }) }],
  ['auditsEveryChange', 'a change left two entries', { audited: changed(sound.audited, 0, { entries: 2 }) }],
  ['auditsEveryChange', 'the chain is broken', { chains: changed(sound.chains, 0, { firstBroken: '5: hash_differs' }) }],
  ['auditsEveryChange', 'the walk along the chain ended early', { chains: changed(sound.chains, 0, { verifiedEntries: 8 }) }],
  ['deliversEveryEvent', 'an event waits', { waitingEvents: ['alerting.alert.fired'] }],
  ['recovers', 'a lock is held', { advisoryLocks: 1 }],
  ['recovers', 'connections leak', { connections: { ...sound.connections, 'orchestrix-worker': 11 } }],
  ['recovers', 'the relay only polls', { connections: { 'orchestrix-api': 10 } }],
  ['recovers', 'a process gave up', { surprises: ['the worker ended with 1'] }],
];

describe('the checkers', () => {
  test('are content with what is sound', () => {
    expect(verdict(sound)).toEqual({});
  });

  test.each(faults)('%s turns red when %s', (checker, _fault, planted) => {
    expect(verdict({ ...sound, ...planted })).toHaveProperty(checker);
  });

  test('have all been seen to turn red', () => {
    expect(new Set(faults.map(([checker]) => checker))).toEqual(new Set(Object.keys(CHECKERS)));
  });
});
