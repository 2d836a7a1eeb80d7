import { anyone, ticketOf, ticketsContract } from '../ports/tickets.contract.ts';
import { InMemoryTickets } from './in-memory-tickets.ts';

ticketsContract('InMemoryTickets', () => new InMemoryTickets());

test('a throw takes back tickets, audit entries and events', async () => {
  const [work, owner] = [new InMemoryTickets(), anyone()];
  const failing = work.run(owner, async ({ tickets, audit, outbox }) => {
    await tickets.addUnlessKeysTaken([ticketOf(owner)]);
    audit.record({ action: 'tickets.ticket.begun', entityType: 'ticket', entityId: '1' });
    outbox.publish({ type: 'tickets.ticket.completed', aggregateId: '1', data: {} });
    throw new Error('crash');
  });
  await expect(failing).rejects.toThrow('crash');
  expect([work.entries, work.events]).toEqual([[], []]);
  expect((await work.read(owner, ({ tickets }) => tickets.list({}, { limit: 1 }))).items).toEqual([]);
});
