import type { Ticket } from './demo-client.ts';
import type { LedgerEntry } from './effect-ledger.ts';

/** Something the demo claims, and what it rests on. */
export interface Check {
  readonly claim: string;
  readonly held: boolean;
  readonly evidence: string;
}

type Booked = Pick<Ticket, 'idempotency_key' | 'status' | 'type' | 'task_id' | 'task_name'>;

/** An effect that was taken back later has happened, too. */
const hasHappened = ({ status }: Booked): boolean => status === 'COMPLETED' || status === 'COMPENSATING' || status === 'COMPENSATED';

/** Whether the service did exactly what the tickets say: one effect for each completed ticket, none for the others, and nothing besides. */
export function effectsMatchTickets(tickets: readonly Booked[], effects: readonly LedgerEntry[]): Check {
  const expected = new Map(tickets.map((ticket) => [ticket.idempotency_key, hasHappened(ticket) ? 1 : 0]));
  const completed = tickets.filter(hasHappened);
  const wrong = [
    ...effects.filter(({ key, effects: happened }) => happened !== (expected.get(key) ?? 0)).map(({ action, effects: happened }) => `${action} happened ${happened} times`),
    ...completed.filter((ticket) => !effects.some(({ key }) => key === ticket.idempotency_key)).map(({ task_name: name }) => `${name} never happened`),
  ];
  const total = effects.reduce((sum, entry) => sum + entry.effects, 0);
  const deliveries = effects.reduce((sum, entry) => sum + entry.deliveries, 0);
  return {
    claim: 'the ledger of the service shows each effect exactly once',
    held: tickets.length > 0 && wrong.length === 0,
    evidence: wrong.length > 0 ? wrong.join(', ') : `${total} effects for ${completed.length} completed tickets, from ${deliveries} requests`,
  };
}

/** Whether what was undone is what was done, newest first, as the service saw it. */
export function undoneInReverse(tickets: readonly Booked[], effects: readonly LedgerEntry[]): Check {
  const inOrder = (type: Booked['type']): readonly Booked[] =>
    effects.flatMap(({ key, order }) => (order === null ? [] : tickets.filter((ticket) => ticket.idempotency_key === key && ticket.type === type)));
  const done = inOrder('EXECUTE').map(({ task_id: id }) => id);
  const undos = inOrder('COMPENSATE');
  const undone = undos.map(({ task_id: id }) => id.replace(/\/compensate\/.*$/, ''));
  return {
    claim: 'what was done was undone in reverse order',
    held: done.length > 0 && undone.join() === done.toReversed().join(),
    evidence: `done ${done.map(taskName).join(', ') || 'nothing'}; undone by ${undos.map(({ task_name: name }) => name).join(', ') || 'nothing'}`,
  };
}

const taskName = (path: string): string => path.split('/').at(-1) ?? path;
