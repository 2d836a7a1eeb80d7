import type { LeaseReport } from '../domain/lease-report.ts';
import type { TicketId } from '../domain/ticket.ts';
import { InMemoryTickets } from '../fakes/in-memory-tickets.ts';
import { anyone } from '../ports/tickets.contract.ts';
import { openTickets, type TicketDraft } from './open-tickets.ts';
import { reportLeases } from './report-leases.ts';

const owner = anyone();
const noon = new Date('2026-03-01T12:00:00.000Z');
const agent = { agentId: 'agent-1', capabilities: [], max: 100, leaseMs: 10_000 };

/** Tickets of an agent, all leased with token 1 unless they wait for another. */
async function setup(...drafts: Partial<TicketDraft>[]) {
  const work = new InMemoryTickets();
  const clock = { now: () => noon };
  let count = 0;
  const open = openTickets({ work, clock, ids: { next: () => `ticket-${++count}` }, digest: () => 'ab'.repeat(32) });
  const standard = { taskName: 'a', type: 'DEPLOY', priority: 'NORMAL', parameters: {}, delivery: 'lease', offered: true } as const;
  const tickets = await open(owner, drafts.map((draft, index) => ({ ...standard, idempotencyKey: `key-${index}`, ...draft })));
  await work.run(owner, ({ tickets: all }) => all.lease(agent, noon));
  work.entries.length = 0;
  work.events.length = 0;
  const report = reportLeases({ work, clock });
  return {
    work,
    ids: tickets.map(({ id }) => id),
    report: (...reports: readonly LeaseReport[]) => report(owner, reports),
    get: (id: TicketId) => work.read(owner, ({ tickets: all }) => all.get(id)),
  };
}
const completed = (ticketId: TicketId, token = 1): LeaseReport => ({ kind: 'completed', ticketId, token, output: { done: ticketId } });
const refused = (code: string) => ({ refused: expect.objectContaining({ code }) as Error });

describe('reportLeases', () => {
  test('judges each report by itself: a stale one takes nothing from the others', async () => {
    const { ids: [one, two, three], report, get } = await setup({}, {}, {});
    const results = await report(
      completed(one!), completed(two!, 7), { kind: 'failed', ticketId: three!, token: 1, error: 'refused', retryable: false }, completed('nobody' as TicketId),
    );
    expect(results).toMatchObject([{ ticket: { status: 'COMPLETED' } }, refused('conflict'), { ticket: { status: 'FAILED' } }, refused('not_found')]);
    expect([await get(one!), await get(two!), await get(three!)]).toMatchObject([{ status: 'COMPLETED', output: { done: one } }, { status: 'RUNNING', leaseToken: 1 }, { status: 'FAILED', error: 'refused' }]);
  });

  test('answers tickets in the version in which they are stored', async () => {
    const { ids: [one, two], report, get } = await setup({}, {});
    const results = await report(completed(one!), { kind: 'alive', ticketId: two!, token: 1, leaseMs: 20_000, progress: 0.5 });
    expect(results).toEqual([{ ticket: await get(one!) }, { ticket: await get(two!) }]);
    expect(await get(two!)).toMatchObject({ version: 2, leaseExpiresAt: new Date(noon.getTime() + 20_000), progress: 0.5 });
  });

  test('takes several reports of one ticket in their order, and an end once', async () => {
    const { ids: [one], report, get, work } = await setup({});
    const alive: LeaseReport = { kind: 'alive', ticketId: one!, token: 1, leaseMs: 20_000, progress: 'nearly' };
    expect(await report(alive, completed(one!), completed(one!), alive)).toMatchObject([{ ticket: {} }, { ticket: { version: 3 } }, { ticket: { version: 3 } }, refused('conflict')]);
    expect(await get(one!)).toMatchObject({ status: 'COMPLETED', progress: 'nearly', version: 3 });
    expect(await report(completed(one!))).toMatchObject([{ ticket: { version: 3 } }]);
    expect(work.entries.map(({ action }) => action)).toEqual(['tickets.ticket.completed']);
  });

  test('tells of every end, and once that there is work again', async () => {
    const { ids: [one, two, three], report, work, get } = await setup({}, {}, {}, { dependsOn: ['key-0', 'key-1'] }, { dependsOn: ['key-0', 'key-2'] });
    await report(completed(one!), completed(two!), { kind: 'failed', ticketId: three!, token: 1, error: 'x', retryable: true });
    expect(work.events.map(({ type }) => type)).toEqual(['tickets.ticket.completed', 'tickets.ticket.completed', 'tickets.work.offered', 'tickets.work.offered']);
    expect([await get('ticket-4' as TicketId), await get('ticket-5' as TicketId)]).toMatchObject([{ waitingFor: 0 }, { waitingFor: 1 }]);
    expect(work.entries.map(({ action, entityId }) => [action, entityId])).toEqual([
      ['tickets.ticket.completed', one], ['tickets.ticket.completed', two], ['tickets.ticket.attempt_failed', three],
    ]);
  });

  test('leaves no trace of signs of life', async () => {
    const { ids: [one], report, work } = await setup({});
    await report({ kind: 'alive', ticketId: one!, token: 1, leaseMs: 20_000 });
    expect([work.entries, work.events]).toEqual([[], []]);
  });
});
