import type { Actor, Json, JsonObject, Page, PageRequest } from '#internal/kernel';
import type { AuditLogEntry } from '#internal/audit';
import type { TicketChange, TicketChronicle, TicketStatus } from '#internal/tickets';

type ListOf = (actor: Actor, filter: { readonly entityType: string; readonly entityId: string }, page: PageRequest) => Promise<Page<AuditLogEntry>>;

/** The history of a ticket, read from the audit log. */
export const auditedTickets = (list: ListOf): TicketChronicle => ({
  async changesOf(actor, id, page) {
    const { items, ...rest } = await list(actor, { entityType: 'ticket', entityId: id }, page);
    return { ...rest, items: items.map(toChange) };
  },
});

function toChange({ occurredAt, action, actor, actorKind, actorName, operation, before, after }: AuditLogEntry): TicketChange {
  const [from, to] = [fields(before), fields(after)];
  return {
    at: occurredAt,
    change: action.split('.').at(-1) ?? action,
    actor,
    actorKind,
    actorName,
    operation,
    reason: text(to['reason']),
    from: text(from['status']) as TicketStatus | null,
    to: text(to['status']) as TicketStatus,
    attempt: typeof to['attempts'] === 'number' ? to['attempts'] : 0,
    agentId: text(to['agent_id']),
  };
}

const fields = (value: Json): JsonObject => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {});
const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
