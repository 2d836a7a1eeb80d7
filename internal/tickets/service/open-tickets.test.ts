import { anyone } from '../ports/tickets.contract.ts';
import { InMemoryTickets } from '../fakes/in-memory-tickets.ts';
import type { TicketId } from '../domain/ticket.ts';
import { beginTicket } from './begin-ticket.ts';
import { cancelTickets } from './cancel-tickets.ts';
import { completeTicket } from './complete-ticket.ts';
import { failTicket } from './fail-ticket.ts';
import { offerTickets } from './offer-tickets.ts';
import { openTickets, type TicketDraft } from './open-tickets.ts';

const owner = anyone();
const planId = '0198c0de-0000-7000-8000-00000000000a';
const draft = (key: string, terms: Partial<TicketDraft> = {}): TicketDraft => ({
  planId, taskName: key, type: 'DEPLOY', idempotencyKey: key, priority: 'NORMAL', parameters: {}, delivery: 'lease', ...terms,
});

function setup() {
  const work = new InMemoryTickets();
  let count = 0;
  const deps = { work, clock: { now: () => new Date('2026-03-01T12:00:00.000Z') }, ids: { next: () => `ticket-${++count}` }, digest: () => 'ab'.repeat(32) };
  const get = (id: TicketId) => work.read(owner, ({ tickets }) => tickets.get(id));
  return { work, get, open: openTickets(deps), offer: offerTickets(deps), begin: beginTicket(deps), complete: completeTicket(deps), fail: failTicket(deps), cancel: cancelTickets(deps) };
}
const types = ({ events }: InMemoryTickets) => events.map(({ type }) => type);

describe('openTickets', () => {
  test('opens what is not there yet and answers all of it in the order of the drafts', async () => {
    const { work, open } = setup();
    const [a] = await open(owner, [draft('a')]);
    const both = await open(owner, [draft('b'), draft('a')]);
    expect(both.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['b', 'a']);
    expect(both[1]).toEqual(a);
    expect(types(work).filter((type) => type === 'tickets.ticket.opened')).toHaveLength(2);
    expect(work.entries).toHaveLength(2);
  });

  test('lets a ticket depend on drafts before it and on tickets that are done', async () => {
    const { open } = setup();
    await open(owner, [draft('a')]);
    const [b, c] = await open(owner, [draft('b'), draft('c', { dependsOn: ['a', 'b', 'b'] })]);
    expect(c).toMatchObject({ dependencies: ['ticket-1', b?.id], waitingFor: 2 });
  });

  test('refuses a dependency that is opened later, which is how a cycle would look', async () => {
    const { open } = setup();
    await expect(open(owner, [draft('a', { dependsOn: ['b'] }), draft('b', { dependsOn: ['a'] })])).rejects.toMatchObject({ code: 'invalid' });
  });

  test('a deadline is looked at when it comes near, for tickets of agents only', async () => {
    const { work, open } = setup();
    await open(owner, [draft('a'), draft('b', { delivery: 'inline', slaDeadline: new Date('2026-03-01T13:00:00.000Z') })]);
    expect(work.events.filter(({ type }) => type === 'tickets.ticket.sla_check_due')).toMatchObject([{ aggregateId: 'ticket-1', availableAt: new Date('2026-03-01T12:48:00.000Z') }]);
  });
});

describe('a key that several tasks share', () => {
  const request = (executionId: string, taskPath = '/do/0/x') => ({ executionId, taskPath, taskName: 'x', type: 'EXECUTE' as const, idempotencyKey: 'shared:k', priority: 'NORMAL' as const, parameters: {} });
  const [one, two] = ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002'];

  test('has its effect once: the others wait for it and get what it answered', async () => {
    const { begin, complete } = setup();
    const { ticketId } = await begin(owner, request(one));
    await expect(begin(owner, request(two))).rejects.toMatchObject({ code: 'unavailable' });
    await expect(begin(owner, request(one, '/do/1/y'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(await begin(owner, request(one))).toMatchObject({ state: 'run', attempt: 2 });
    await complete(owner, ticketId, { done: true });
    expect(await begin(owner, request(two))).toEqual({ ticketId, state: 'done', attempt: 2, output: { done: true }, elsewhere: true });
    expect(await begin(owner, request(one))).toEqual({ ticketId, state: 'done', attempt: 2, output: { done: true } });
  });

  test('goes to the next when the first has failed', async () => {
    const { begin, fail } = setup();
    const { ticketId } = await begin(owner, request(one));
    await fail(owner, ticketId, { error: {}, final: true });
    expect(await begin(owner, request(two))).toMatchObject({ ticketId, state: 'run', attempt: 2 });
  });
});

describe('offerTickets', () => {
  test('wakes the agents once for all tickets, and not again', async () => {
    const { work, open, offer, get } = setup();
    const ids = (await open(owner, [draft('a'), draft('b')])).map(({ id }) => id);
    const offers = ids.map((id) => ({ id }));
    expect(await offer(owner, offers)).toHaveLength(2);
    expect(await offer(owner, offers)).toEqual([]);
    expect(types(work).filter((type) => type === 'tickets.work.offered')).toHaveLength(1);
    expect(await get(ids[0] as TicketId)).toMatchObject({ offeredAt: new Date('2026-03-01T12:00:00.000Z') });
  });

  test('says why in the history, and wakes the agents again when nobody goes first any more', async () => {
    const { work, open, offer, get } = setup();
    const until = new Date('2026-03-01T12:00:10.000Z');
    const [one, two, three] = (await open(owner, [draft('a'), draft('b'), draft('c')])).map(({ id }) => id) as [TicketId, TicketId, TicketId];
    await offer(owner, [{ id: one, reason: 'its turn', reservation: { agentId: 'best', until } }, { id: two, reservation: { agentId: 'best', until } }, { id: three }]);
    expect(work.entries.filter(({ action }) => action === 'tickets.ticket.offered').map(({ entityId, after }) => [entityId, (after as { readonly reason?: string }).reason])).toEqual([[one, 'its turn'], [two, undefined], [three, undefined]]);
    expect(work.events.filter(({ type }) => type === 'tickets.work.offered').map(({ availableAt }) => availableAt)).toEqual([new Date('2026-03-01T12:00:00.000Z'), until]);
    expect(await get(one)).toMatchObject({ scheduleReason: 'its turn', reservedFor: 'best', reservedUntil: until });
  });

  test('can be done while opening', async () => {
    const { work, open } = setup();
    const [ticket] = await open(owner, [draft('a', { offered: true })]);
    expect(ticket?.offeredAt).toBeDefined();
    expect(types(work)).toContain('tickets.work.offered');
  });
});

test('the tickets of a plan are cancelled together, told one by one', async () => {
  const { work, open, cancel } = setup();
  await open(owner, [draft('a'), draft('b'), draft('c', { planId: 'another' })]);
  expect(await cancel(owner, { planId }, 'the plan is cancelled')).toBe(2);
  expect(types(work).filter((type) => type === 'tickets.ticket.cancelled')).toHaveLength(2);
  expect(work.entries.at(-1)).toMatchObject({ action: 'tickets.ticket.cancelled', after: { reason: 'the plan is cancelled' } });
});

describe('a ticket that takes back another', () => {
  async function compensating() {
    const world = setup();
    const done = await world.begin(owner, { executionId: 'e', taskName: 'a', type: 'EXECUTE', idempotencyKey: 'do', priority: 'NORMAL', parameters: {} });
    await world.complete(owner, done.ticketId, 'ok');
    const undo = await world.begin(owner, { executionId: 'e', taskName: 'a', type: 'COMPENSATE', idempotencyKey: 'undo', priority: 'NORMAL', parameters: {}, compensates: done.ticketId });
    expect(await world.get(done.ticketId)).toMatchObject({ status: 'COMPENSATING', compensationTicketId: undo.ticketId });
    return { ...world, done, undo };
  }

  test('completes: the other is COMPENSATED', async () => {
    const { complete, get, done, undo } = await compensating();
    await complete(owner, undo.ticketId, 'undone');
    expect(await get(done.ticketId)).toMatchObject({ status: 'COMPENSATED', output: 'ok' });
  });

  test('goes on when that is taken back already, or not even done', async () => {
    const { begin, complete, get, done, undo } = await compensating();
    await complete(owner, undo.ticketId, 'undone');
    const terms = { executionId: 'e', taskName: 'a', type: 'COMPENSATE', priority: 'NORMAL', parameters: {} } as const;
    expect(await begin(owner, { ...terms, idempotencyKey: 'undo#2', compensates: done.ticketId })).toMatchObject({ state: 'run' });
    expect(await get(done.ticketId)).toMatchObject({ status: 'COMPENSATED', compensationTicketId: undo.ticketId });
    const open = await begin(owner, { ...terms, type: 'EXECUTE', idempotencyKey: 'other' });
    expect(await begin(owner, { ...terms, idempotencyKey: 'undo other', compensates: open.ticketId })).toMatchObject({ state: 'run' });
    expect(await get(open.ticketId)).toMatchObject({ status: 'RUNNING' });
  });

  test('fails: the effect stands', async () => {
    const { fail, get, begin, done, undo } = await compensating();
    await fail(owner, undo.ticketId, { error: 'no', final: true });
    expect(await get(done.ticketId)).toMatchObject({ status: 'COMPLETED' });
    expect(await begin(owner, { executionId: 'e', taskName: 'a', type: 'EXECUTE', idempotencyKey: 'do', priority: 'NORMAL', parameters: {} })).toMatchObject({ state: 'done', output: 'ok' });
  });
});
