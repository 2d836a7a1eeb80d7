import { randomUUID } from 'node:crypto';
import { asTenantId, systemActor, type Actor } from '#internal/kernel';
import { beginAttempt, cancel, complete, fail, newTicket, type Ticket, type TicketId } from '../domain/ticket.ts';
import type { TicketsUnitOfWork } from './tickets-unit-of-work.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');

/** What every store of tickets promises. `open` gives a store, `someone` an actor of a tenant nobody used before. */
export function ticketsContract(name: string, open: () => TicketsUnitOfWork, someone: () => Actor = anyone): void {
  describe(`${name} keeps the tickets contract`, () => {
    const add = (work: TicketsUnitOfWork, owner: Actor, ticket: Ticket) => work.run(owner, ({ tickets }) => tickets.addUnlessKeyTaken(ticket));
    const reread = (work: TicketsUnitOfWork, owner: Actor, { id }: Ticket) => work.read(owner, ({ tickets }) => tickets.get(id));

    test('a ticket comes back as it was stored, through every state', async () => {
      const [work, owner] = [open(), someone()];
      const fresh = { ...ticketOf(owner), slaDeadline: new Date('2026-03-01T13:00:00.000Z') };
      const running = beginAttempt(fresh, noon);
      await add(work, owner, running);
      expect(await reread(work, owner, fresh)).toEqual(running);

      const failed = fail(running, { error: { message: 'refused' }, final: true }, noon);
      await work.run(owner, ({ tickets }) => tickets.save(failed));
      expect(await reread(work, owner, fresh)).toEqual({ ...failed, version: 2 });

      const completed = complete(beginAttempt({ ...failed, version: 2 }, noon), ['any', { json: null }], noon);
      await work.run(owner, ({ tickets }) => tickets.save(completed));
      expect(await reread(work, owner, fresh)).toEqual({ ...completed, version: 3 });
    });

    test.each([null, '', 'text with \u0000 and \ud800', 0, false, [], {}])('parameters and output may be any JSON value: %j', async (value) => {
      const [work, owner] = [open(), someone()];
      const done = complete(beginAttempt({ ...ticketOf(owner), parameters: value }, noon), value, noon);
      await add(work, owner, done);
      expect(await reread(work, owner, done)).toEqual(done);
    });

    test('of ten racers with one key exactly one stores its ticket and all find the same', async () => {
      const [work, owner] = [open(), someone()];
      const racers = Array.from({ length: 10 }, () => ticketOf(owner, { idempotencyKey: 'one' }));
      const stored = await Promise.all(racers.map((ticket) => add(work, owner, ticket)));
      expect(stored.filter(Boolean)).toHaveLength(1);
      const winner = racers[stored.indexOf(true)];
      expect((await work.run(owner, ({ tickets }) => tickets.lockByKey('one'))).id).toBe(winner?.id);
    });

    test('the same key in another tenant is another ticket', async () => {
      const [work, one, two] = [open(), someone(), someone()];
      expect(await add(work, one, ticketOf(one, { idempotencyKey: 'k' }))).toBe(true);
      expect(await add(work, two, ticketOf(two, { idempotencyKey: 'k' }))).toBe(true);
    });

    test('a ticket of another tenant does not exist', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      const ticket = ticketOf(owner);
      await add(work, owner, ticket);
      await expect(reread(work, stranger, ticket)).rejects.toMatchObject({ code: 'not_found' });
      await expect(work.run(stranger, ({ tickets }) => tickets.lock(ticket.id))).rejects.toMatchObject({ code: 'not_found' });
      await expect(work.run(stranger, ({ tickets }) => tickets.lockByKey(ticket.idempotencyKey))).rejects.toMatchObject({ code: 'not_found' });
      expect((await work.read(stranger, ({ tickets }) => tickets.list({}, { limit: 10 }))).items).toEqual([]);
    });

    test('saving what somebody else has changed is refused', async () => {
      const [work, owner] = [open(), someone()];
      const ticket = ticketOf(owner);
      await add(work, owner, ticket);
      await work.run(owner, ({ tickets }) => tickets.save(beginAttempt(ticket, noon)));
      await expect(work.run(owner, ({ tickets }) => tickets.save(cancel(ticket, noon)))).rejects.toMatchObject({ code: 'conflict' });
    });

    test('pages are newest first, without gap or repetition, also among equal times', async () => {
      const [work, owner] = [open(), someone()];
      const all = Array.from({ length: 7 }, (_, n) => ticketOf(owner, {}, new Date(noon.getTime() + Math.floor(n / 3))));
      for (const ticket of all) await add(work, owner, ticket);
      const seen: Ticket[] = [];
      let after: readonly string[] | undefined;
      do {
        const position = after;
        const page = await work.read(owner, ({ tickets }) => tickets.list({}, { limit: 2, ...(position && { after: position }) }));
        seen.push(...page.items);
        after = page.next;
      } while (after);
      const key = ({ createdAt, id }: Ticket) => `${createdAt.toISOString()} ${id}`;
      expect(seen.map(key)).toEqual(all.map(key).sort().reverse());
    });

    test('a list can be narrowed by execution, status, priority and type', async () => {
      const [work, owner] = [open(), someone()];
      const wanted = ticketOf(owner, { priority: 'CRITICAL', type: 'COMPENSATE' });
      await add(work, owner, wanted);
      await add(work, owner, beginAttempt(ticketOf(owner), noon));
      for (const filter of [{ executionId: wanted.executionId }, { status: 'PENDING' }, { priority: 'CRITICAL' }, { type: 'COMPENSATE' }] as const) {
        const { items } = await work.read(owner, ({ tickets }) => tickets.list(filter, { limit: 10 }));
        expect(items.map(({ id }) => id)).toEqual([wanted.id]);
      }
    });

    test('the open tickets of an execution are the pending and the running ones', async () => {
      const [work, owner] = [open(), someone()];
      const executionId = randomUUID();
      const pending = ticketOf(owner, { executionId });
      const running = beginAttempt(ticketOf(owner, { executionId }), noon);
      const done = complete(beginAttempt(ticketOf(owner, { executionId }), noon), 1, noon);
      for (const ticket of [pending, running, done, ticketOf(owner)]) await add(work, owner, ticket);
      const open_ = await work.run(owner, ({ tickets }) => tickets.lockOpen(executionId));
      expect(open_.map(({ id }) => id).sort()).toEqual([pending.id, running.id].sort());
    });
  });
}

/** A pending ticket of an actor's tenant. */
export const ticketOf = (owner: Actor, request: Partial<Ticket> = {}, createdAt = noon): Ticket =>
  newTicket(
    { id: randomUUID() as TicketId, tenantId: owner.tenantId, correlationId: owner.correlationId, createdAt },
    {
      executionId: randomUUID(),
      taskPath: '/do/0/restart',
      taskName: 'restart',
      type: 'EXECUTE',
      idempotencyKey: randomUUID(),
      priority: 'NORMAL',
      parameters: { url: 'http://sample' },
      ...request,
    },
  );

/** Somebody of a tenant that nobody else uses. */
export const anyone = (): Actor => systemActor(asTenantId(randomUUID()), 'test', { correlationId: '4bf92f3577b34da6a3ce929d0e0e4736', via: 'test' });
