import { randomUUID } from 'node:crypto';
import { asTenantId, systemActor, type Actor } from '#internal/kernel';
import { newTicket, type Opening } from '../domain/new-ticket.ts';
import { leaseTo } from '../domain/ticket-lease.ts';
import { beginAttempt, beginCompensation, cancel, complete, endCompensation, fail, offer } from '../domain/ticket-lifecycle.ts';
import type { Ticket, TicketId, TicketRequest } from '../domain/ticket.ts';
import type { TicketsUnitOfWork } from './tickets-unit-of-work.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');

/** What every store of tickets promises. `open` gives a store, `someone` an actor of a tenant nobody used before. */
export function ticketsContract(name: string, open: () => TicketsUnitOfWork, someone: () => Actor = anyone): void {
  describe(`${name} keeps the tickets contract`, () => {
    const add = (work: TicketsUnitOfWork, owner: Actor, ticket: Ticket) => work.run(owner, ({ tickets }) => tickets.addUnlessKeysTaken([ticket])).then((stored) => stored.length > 0);
    const reread = (work: TicketsUnitOfWork, owner: Actor, { id }: Ticket) => work.read(owner, ({ tickets }) => tickets.get(id));
    const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);

    test('a ticket comes back as it was stored, through every state', async () => {
      const [work, owner] = [open(), someone()];
      const fresh = ticketOf(owner, EVERYTHING);
      const running = beginAttempt(fresh, noon);
      await add(work, owner, running);
      expect(await reread(work, owner, fresh)).toEqual(running);

      const failed = fail(running, { error: { message: 'refused' }, final: true }, noon);
      await work.run(owner, ({ tickets }) => tickets.save(failed));
      expect(await reread(work, owner, fresh)).toEqual({ ...failed, version: 2 });

      const completed = complete(beginAttempt({ ...failed, version: 2 }, noon), ['any', { json: null }], noon);
      await work.run(owner, ({ tickets }) => tickets.save(completed));
      expect(await reread(work, owner, fresh)).toEqual({ ...completed, version: 3 });

      const by = randomUUID() as TicketId;
      const compensating = beginCompensation({ ...completed, version: 3 }, by);
      await work.run(owner, ({ tickets }) => tickets.save(compensating));
      await work.run(owner, ({ tickets }) => tickets.save(endCompensation({ ...compensating, version: 4 }, by, 'COMPENSATED')));
      expect(await reread(work, owner, fresh)).toEqual({ ...compensating, status: 'COMPENSATED', version: 5 });
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
      const all = Array.from({ length: 7 }, (_, n) => ticketOf(owner, { now: new Date(noon.getTime() + Math.floor(n / 3)) }));
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

    test('a list can be narrowed by what a ticket belongs to, what it is, who has it and when it is due', async () => {
      const [work, owner] = [open(), someone()];
      const terms = { planId: randomUUID(), intentId: 'i', priority: 'CRITICAL', type: 'COMPENSATE', requiredCapabilities: ['a', 'b'], slaDeadline: new Date('2026-03-01T12:01:00.000Z') } as const;
      const wanted = { ...ticketOf(owner, { ...terms, delivery: 'lease' }), agentId: 'agent-1' };
      await add(work, owner, wanted);
      await add(work, owner, beginAttempt(ticketOf(owner, { requiredCapabilities: ['c'], slaDeadline: new Date('2026-03-01T12:03:00.000Z') }), noon));
      for (const filter of [
        { executionId: wanted.executionId as string }, { planId: terms.planId }, { intentId: 'i' }, { status: 'PENDING' }, { priority: 'CRITICAL' }, { type: 'COMPENSATE' },
        { agentId: 'agent-1' }, { capability: 'b' }, { slaDueBefore: new Date('2026-03-01T12:02:00.000Z') },
      ] as const) {
        const { items } = await work.read(owner, ({ tickets }) => tickets.list(filter, { limit: 10 }));
        expect(items.map(({ id }) => id)).toEqual([wanted.id]);
      }
    });

    test('the nearest deadline comes first, without what has ended or has none', async () => {
      const [work, owner] = [open(), someone()];
      const due = (minutes: number) => ticketOf(owner, { slaDeadline: new Date(noon.getTime() + minutes * 60_000) });
      const [late, soon, sooner] = [due(30), due(20), due(10)];
      for (const ticket of [late, soon, sooner, ticketOf(owner), complete(beginAttempt(due(5), noon), 1, noon)]) await add(work, owner, ticket);
      const page = (after?: readonly string[]) => work.read(owner, ({ tickets }) => tickets.listByDeadline({}, { limit: 2, ...(after && { after }) }));
      const first = await page();
      expect([...first.items, ...(await page(first.next)).items].map(({ id }) => id)).toEqual([sooner.id, soon.id, late.id]);
    });

    test('a thousand tickets are stored at once, and those that were there before are left as they are', async () => {
      const [work, owner] = [open(), someone()];
      const before = ticketOf(owner);
      await add(work, owner, before);
      const many = Array.from({ length: 1_000 }, () => ticketOf(owner));
      const stored = await work.run(owner, ({ tickets }) => tickets.addUnlessKeysTaken([...many, ticketOf(owner, { idempotencyKey: before.idempotencyKey })]));
      expect(stored.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
      const keys = [before.idempotencyKey, many[999]?.idempotencyKey as string, 'nobody'];
      expect((await work.read(owner, ({ tickets }) => tickets.findByKeys(keys))).map(({ id }) => id).sort()).toEqual([before.id, many[999]?.id].sort());
    });

    test('a ticket waits for its dependencies until the last of them is done', async () => {
      const [work, owner] = [open(), someone()];
      const [done, first, second] = [complete(beginAttempt(ticketOf(owner), noon), 1, noon), ticketOf(owner), ticketOf(owner)];
      const last = ticketOf(owner, { delivery: 'lease', dependencies: [done.id, first.id, second.id] });
      await add(work, owner, done);
      const stored = await work.run(owner, ({ tickets }) => tickets.addUnlessKeysTaken([first, second, last]));
      expect(stored.map(({ waitingFor }) => waitingFor)).toEqual([0, 0, 2]);
      await work.run(owner, ({ tickets }) => tickets.offer([{ id: last.id }], noon));
      expect(await work.run(owner, ({ tickets }) => tickets.unblockDependents([first.id]))).toBe(0);
      expect(await work.run(owner, ({ tickets }) => tickets.unblockDependents([second.id]))).toBe(1);
      expect(await reread(work, owner, last)).toMatchObject({ waitingFor: 0 });
    });

    test('a ticket whose dependencies are done together is free at once', async () => {
      const [work, owner] = [open(), someone()];
      const [first, second, other] = [ticketOf(owner), ticketOf(owner), ticketOf(owner)];
      const last = ticketOf(owner, { delivery: 'lease', dependencies: [first.id, second.id] });
      const still = ticketOf(owner, { delivery: 'lease', dependencies: [first.id, other.id] });
      await work.run(owner, ({ tickets }) => tickets.addUnlessKeysTaken([first, second, other, last, still]));
      await work.run(owner, ({ tickets }) => tickets.offer([{ id: last.id }, { id: still.id }], noon));
      expect(await work.run(owner, ({ tickets }) => tickets.unblockDependents([]))).toBe(0);
      expect(await work.run(owner, ({ tickets }) => tickets.unblockDependents([first.id, second.id]))).toBe(1);
      expect([await reread(work, owner, last), await reread(work, owner, still)]).toMatchObject([{ waitingFor: 0 }, { waitingFor: 1 }]);
    });

    test('several tickets are saved together, each as one alone would be, or none of them', async () => {
      const [work, owner] = [open(), someone()];
      const running = Array.from({ length: 3 }, () => beginAttempt(ticketOf(owner, EVERYTHING), noon));
      for (const ticket of running) await add(work, owner, ticket);
      const [one, two, three] = running as [Ticket, Ticket, Ticket];
      const ends = [complete(one, { text: 'with \u0000, "quotes", \\ and \ud800' }, noon), fail(two, { error: ['refused'], final: true }, noon), complete(three, null, noon)];
      await work.run(owner, ({ tickets }) => tickets.saveAll(ends));
      expect(await Promise.all(ends.map((ticket) => reread(work, owner, ticket)))).toEqual(ends.map((ticket) => ({ ...ticket, version: 2 })));

      const late = work.run(owner, ({ tickets }) => tickets.saveAll([beginAttempt({ ...(ends[1] as Ticket), version: 2 }, noon), cancel(one, noon)]));
      await expect(late).rejects.toMatchObject({ code: 'conflict' });
      expect(await reread(work, owner, two)).toMatchObject({ status: 'FAILED', version: 2 });
    });

    test('only tickets of agents are offered, and once', async () => {
      const [work, owner] = [open(), someone()];
      const [leased, inline] = [ticketOf(owner, { delivery: 'lease' }), ticketOf(owner)];
      for (const ticket of [leased, inline]) await add(work, owner, ticket);
      const at = new Date(noon.getTime() + 1_000);
      const offer = () => work.run(owner, ({ tickets }) => tickets.offer([{ id: leased.id, reason: 'its turn', reservation: { agentId: 'best', until: minutes(1) } }, { id: inline.id }], at));
      const offered = await offer();
      expect(offered).toMatchObject([{ id: leased.id, offeredAt: at, scheduleReason: 'its turn', reservedFor: 'best', reservedUntil: minutes(1) }]);
      expect(offered[0]).toEqual(await reread(work, owner, leased));
      expect(await offer()).toEqual([]);
    });

    const offered = (owner: Actor, terms: Terms = {}, at = noon) => offer(ticketOf(owner, { delivery: 'lease', ...terms }), at);
    const leaseOf = (work: TicketsUnitOfWork, owner: Actor, max: number, now = minutes(1), capabilities: readonly string[] = []) =>
      work.run(owner, ({ tickets }) => tickets.lease({ agentId: 'agent-1', capabilities, max, leaseMs: 30_000 }, now));

    test('a lease holds the ticket, counts the attempt and is what is stored', async () => {
      const [work, owner] = [open(), someone()];
      const ticket = offered(owner, { timeoutMs: 20_000, parameters: null });
      await add(work, owner, ticket);
      const leased = await leaseOf(work, owner, 10);
      expect(leased).toEqual([{ ...leaseTo(ticket, { agentId: 'agent-1', leaseMs: 30_000 }, minutes(1)), version: 2 }]);
      expect(await reread(work, owner, ticket)).toEqual(leased[0]);
      expect(await leaseOf(work, owner, 10)).toEqual([]);
    });

    test('near deadlines are leased first, then by priority, then by age', async () => {
      const [work, owner] = [open(), someone()];
      const far = { slaDeadline: minutes(500) };
      const old = offered(owner, far);
      const young = offered(owner, far, minutes(1));
      const high = offered(owner, { ...far, priority: 'HIGH' }, minutes(1));
      const near = offered(owner, { priority: 'LOW', slaDeadline: minutes(3) }, minutes(1));
      for (const ticket of [young, old, near, high]) await add(work, owner, ticket);
      const order = [...(await leaseOf(work, owner, 3)), ...(await leaseOf(work, owner, 3))];
      expect(order.map(({ id }) => id)).toEqual([near, high, old, young].map(({ id }) => id));
    });

    test('an agent is given only what it can do', async () => {
      const [work, owner] = [open(), someone()];
      const [plain, shell, both] = [offered(owner), offered(owner, { requiredCapabilities: ['shell'] }), offered(owner, { requiredCapabilities: ['shell', 'linux'] })];
      for (const ticket of [plain, shell, both]) await add(work, owner, ticket);
      expect((await leaseOf(work, owner, 10, minutes(1), ['shell'])).map(({ id }) => id).sort()).toEqual([plain.id, shell.id].sort());
      expect((await leaseOf(work, owner, 10, minutes(1), ['linux', 'shell', 'more'])).map(({ id }) => id)).toEqual([both.id]);
    });

    test('what is not offered, waits for others, is run by an execution, has a pause or belongs to another tenant is not leased', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      const first = ticketOf(owner);
      const waiting = offered(owner, { dependencies: [first.id] });
      const pausing = { ...offered(owner), availableAt: minutes(2) };
      for (const ticket of [first, waiting, pausing, ticketOf(owner, { delivery: 'lease' })]) await add(work, owner, ticket);
      await add(work, stranger, offered(stranger));
      expect(await leaseOf(work, owner, 10)).toEqual([]);
      expect((await leaseOf(work, owner, 10, minutes(2))).map(({ id }) => id)).toEqual([pausing.id]);
    });

    test('what is reserved for an agent goes to it before all others, and to anybody when the time is over', async () => {
      const [work, owner] = [open(), someone()];
      const reserve = (agentId: string, until: Date) => offer(ticketOf(owner, { delivery: 'lease' }), noon, { reservation: { agentId, until } });
      const [mine, others, forgotten, free] = [reserve('agent-1', minutes(5)), reserve('agent-2', minutes(5)), reserve('gone', minutes(1)), offered(owner, {}, minutes(1))];
      for (const ticket of [mine, others, forgotten, free]) await add(work, owner, ticket);
      const leased = await leaseOf(work, owner, 10);
      expect(leased.map(({ id }) => id).sort()).toEqual([mine.id, forgotten.id, free.id].sort());
      expect(leased.filter(({ reservedFor, reservedUntil }) => reservedFor !== undefined || reservedUntil !== undefined)).toEqual([]);
      expect(await reread(work, owner, mine)).toEqual(leased.find(({ id }) => id === mine.id));
      expect((await leaseOf(work, owner, 10, minutes(5))).map(({ id }) => id)).toEqual([others.id]);
    });

    test('a renewed lease keeps the version, and leases that ended are found', async () => {
      const [work, owner] = [open(), someone()];
      for (const ticket of [offered(owner), offered(owner)]) await add(work, owner, ticket);
      const [late, renewed] = await leaseOf(work, owner, 2);
      await work.run(owner, ({ tickets }) => tickets.saveLeases([{ ...(renewed as Ticket), leaseExpiresAt: minutes(9), progress: [1] }]));
      expect(await reread(work, owner, renewed as Ticket)).toEqual({ ...renewed, leaseExpiresAt: minutes(9), progress: [1] });
      expect(await work.run(owner, ({ tickets }) => tickets.lockEndedLeases(minutes(2), 10))).toEqual([late]);
    });

    test('the open tickets of a plan are found by it, and several tickets are locked by their ids', async () => {
      const [work, owner, planId] = [open(), someone(), randomUUID()];
      const [mine, other] = [ticketOf(owner, { planId }), ticketOf(owner, { planId: randomUUID() })];
      for (const ticket of [mine, other]) await add(work, owner, ticket);
      expect((await work.run(owner, ({ tickets }) => tickets.lockOpen({ planId }))).map(({ id }) => id)).toEqual([mine.id]);
      expect((await work.run(owner, ({ tickets }) => tickets.lockAll([mine.id, randomUUID() as TicketId]))).map(({ id }) => id)).toEqual([mine.id]);
    });

    test('the open tickets of an execution are the pending and the running ones', async () => {
      const [work, owner] = [open(), someone()];
      const executionId = randomUUID();
      const pending = ticketOf(owner, { executionId });
      const running = beginAttempt(ticketOf(owner, { executionId }), noon);
      const done = complete(beginAttempt(ticketOf(owner, { executionId }), noon), 1, noon);
      for (const ticket of [pending, running, done, ticketOf(owner)]) await add(work, owner, ticket);
      const open_ = await work.run(owner, ({ tickets }) => tickets.lockOpen({ executionId }));
      expect(open_.map(({ id }) => id).sort()).toEqual([pending.id, running.id].sort());
    });
  });
}

/** Something for every field that may be absent. */
const EVERYTHING: Partial<TicketRequest> = {
  planId: randomUUID(), intentId: 'intent-1', decisionId: 'decision-1', taskId: 'restart', description: 'Restarts it.', riskBand: 'HIGH', slaDeadline: new Date('2026-03-01T13:00:00.000Z'),
  timeoutMs: 60_000, maxRetries: 7, estimatedDurationMs: 5_000, qos: { deliveryMode: 'EXACTLY_ONCE', consistency: 'EVENTUAL', durability: 'TRANSIENT' },
  requiredCapabilities: ['shell', 'linux'], securityLevel: 'RESTRICTED', metadata: { team: 'sre' },
};

type Terms = Partial<TicketRequest> & Partial<Pick<Opening, 'delivery' | 'dependencies' | 'now'>>;

/** A pending ticket of an actor's tenant. */
export const ticketOf = (owner: Actor, { delivery = 'inline', dependencies = [], now = noon, ...request }: Terms = {}): Ticket =>
  newTicket(
    { id: randomUUID() as TicketId, actor: owner, now, delivery, dependencies, digest: () => 'ab'.repeat(32) },
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
