import type { DomainEvent } from '#internal/kernel';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, storedExecution } from '../ports/automation.contract.ts';
import { exchangeEvents } from './exchange-events.ts';
import { tellListeners } from './tell-listeners.ts';

const owner = anybody();

describe('events', () => {
  const setup = async () => {
    const work = new InMemoryAutomation();
    const interest = { filters: [{ tests: [], correlate: [] }], strategy: { mode: 'one', filters: [0] }, variables: {} } as const;
    await work.run(owner, ({ subscriptions }) => subscriptions.open({ id: 's', listener: { workflowId: 'w' }, interest, createdAt: noon }));
    const deps = { work, clock: { now: () => noon }, ids: { next: () => crypto.randomUUID() } };
    const depths = () => work.tables.events.map(({ event }) => event['orchestrixdepth']);
    return { work, depths, tell: tellListeners(deps), emit: exchangeEvents(deps).emit };
  };
  const news = (data: DomainEvent['data']): DomainEvent => ({ id: crypto.randomUUID(), type: 'automation.execution.finished', tenantId: owner.tenantId, aggregateId: 'a', occurredAt: noon, correlationId: owner.correlationId, data });

  test('that an execution emits, or that are about one, say how many executions led to them', async () => {
    const { work, depths, tell, emit } = await setup();
    const execution = await storedExecution(work, owner, { causationDepth: 4 });
    await emit(owner, execution.id, { specversion: '1.0', id: '1', source: 's', type: 't', orchestrixdepth: 0 });
    await tell(owner, news({ execution_id: execution.id }));
    expect(depths()).toEqual([5, 5]);
  });

  test('about nothing that an execution did count from the beginning', async () => {
    const { depths, tell } = await setup();
    await tell(owner, news({ execution_id: null }));
    await tell(owner, news({ execution_id: crypto.randomUUID() }));
    expect(depths()).toEqual([undefined, undefined]);
  });
});
