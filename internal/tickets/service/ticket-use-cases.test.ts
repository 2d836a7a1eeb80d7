import { anyone } from '../ports/tickets.contract.ts';
import { InMemoryTickets } from '../fakes/in-memory-tickets.ts';
import type { TicketRequest } from '../domain/ticket.ts';
import { beginTicket } from './begin-ticket.ts';
import { cancelTickets } from './cancel-tickets.ts';
import { completeTicket } from './complete-ticket.ts';
import { failTicket } from './fail-ticket.ts';
import { getTicket } from './get-ticket.ts';

const owner = anyone();
const request: TicketRequest = {
  executionId: 'e1',
  taskPath: '/do/0/restart',
  taskName: 'restart',
  type: 'EXECUTE',
  idempotencyKey: 'e1:/do/0/restart:do',
  priority: 'HIGH',
  parameters: { url: 'http://sample/restart' },
};

function setup() {
  const work = new InMemoryTickets();
  let count = 0;
  const deps = { work, clock: { now: () => new Date('2026-03-01T12:00:00.000Z') }, ids: { next: () => `ticket-${++count}` }, digest: () => 'ab'.repeat(32) };
  return { work, begin: beginTicket(deps), complete: completeTicket(deps), fail: failTicket(deps), cancel: cancelTickets(deps), get: getTicket(deps) };
}

describe('beginTicket', () => {
  test('reserves the key and asks to run the effect', async () => {
    const { begin, get } = setup();
    const begun = await begin(owner, request);
    expect(begun).toEqual({ ticketId: 'ticket-1', state: 'run', attempt: 1 });
    expect(await get(owner, begun.ticketId)).toMatchObject({ ...request, status: 'RUNNING', correlationId: owner.correlationId });
  });

  test('finds the ticket of an attempt that died and counts the new one', async () => {
    const { begin } = setup();
    await begin(owner, request);
    expect(await begin(owner, request)).toMatchObject({ ticketId: 'ticket-1', state: 'run', attempt: 2 });
  });

  test('hands out the stored answer of an effect that was done before a crash', async () => {
    const { begin, complete } = setup();
    const { ticketId } = await begin(owner, request);
    await complete(owner, ticketId, { restarted: true });
    expect(await begin(owner, request)).toEqual({ ticketId, state: 'done', attempt: 1, output: { restarted: true } });
  });

  test('refuses a ticket whose execution has ended', async () => {
    const { begin, cancel } = setup();
    await begin(owner, request);
    await cancel(owner, { executionId: 'e1' });
    await expect(begin(owner, request)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('completeTicket', () => {
  test('tells it once and keeps the first output', async () => {
    const { work, begin, complete, get } = setup();
    const { ticketId } = await begin(owner, request);
    await complete(owner, ticketId, 'first');
    await complete(owner, ticketId, 'second');
    expect(await get(owner, ticketId)).toMatchObject({ status: 'COMPLETED', output: 'first' });
    expect(work.events).toEqual([expect.objectContaining({ type: 'tickets.ticket.completed', aggregateId: ticketId })]);
    expect(work.entries.map(({ action }) => action)).toEqual(['tickets.ticket.begun', 'tickets.ticket.completed']);
  });
});

describe('failTicket', () => {
  test('waits for the next attempt without telling anybody but the audit trail', async () => {
    const { work, begin, fail, get } = setup();
    const { ticketId } = await begin(owner, request);
    await fail(owner, ticketId, { error: { status: 503 }, final: false });
    expect(await get(owner, ticketId)).toMatchObject({ status: 'PENDING', error: { status: 503 } });
    expect(work.events).toEqual([]);
    expect(work.entries.map(({ action }) => action)).toEqual(['tickets.ticket.begun', 'tickets.ticket.attempt_failed']);
  });

  test('tells of the last failure once', async () => {
    const { work, begin, fail } = setup();
    const { ticketId } = await begin(owner, request);
    await fail(owner, ticketId, { error: 'gone', final: true });
    await fail(owner, ticketId, { error: 'gone', final: true });
    expect(work.events.map(({ type }) => type)).toEqual(['tickets.ticket.failed']);
  });

  test('cannot undo what is done', async () => {
    const { begin, complete, fail, get } = setup();
    const { ticketId } = await begin(owner, request);
    await complete(owner, ticketId, 1);
    await fail(owner, ticketId, { error: 'late', final: true });
    expect(await get(owner, ticketId)).toMatchObject({ status: 'COMPLETED', output: 1 });
  });
});

test('cancelTickets closes what an ended execution left open, once', async () => {
  const { work, begin, cancel, get } = setup();
  const { ticketId } = await begin(owner, request);
  const other = await begin(owner, { ...request, executionId: 'e2', idempotencyKey: 'other' });
  await cancel(owner, { executionId: 'e1' });
  await cancel(owner, { executionId: 'e1' });
  expect(await get(owner, ticketId)).toMatchObject({ status: 'CANCELLED' });
  expect(await get(owner, other.ticketId)).toMatchObject({ status: 'RUNNING' });
  expect(work.entries.filter(({ action }) => action === 'tickets.ticket.cancelled')).toHaveLength(1);
  expect(work.events.map(({ type }) => type)).toEqual(['tickets.ticket.cancelled']);
});
