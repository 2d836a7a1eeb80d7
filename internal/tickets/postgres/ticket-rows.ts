import type { Insertable, Selectable } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { Json, JsonObject, TenantId } from '#internal/kernel';
import type { Ticket, TicketId } from '../domain/ticket.ts';

export type TicketTables = TablesOf<'tickets'>;
export type TicketRow = Omit<Selectable<TicketTables['tickets.tickets']>, 'retryCount'>;
type NewRow = Insertable<TicketTables['tickets.tickets']>;

const jsonOrNull = (value: Json | undefined): string | null => (value === undefined ? null : JSON.stringify(value));

/** All of a ticket, as it is first stored. */
export const toRow = (ticket: Ticket): NewRow => ({
  ...ticket,
  dependencies: [...ticket.dependencies],
  requiredCapabilities: [...ticket.requiredCapabilities],
  parameters: JSON.stringify(ticket.parameters),
  metadata: JSON.stringify(ticket.metadata),
  ...jsonColumns(ticket),
});

/** What changes in its life. */
export const toChanges = (ticket: Ticket) => ({
  status: ticket.status,
  attempts: ticket.attempts,
  attemptLimit: ticket.attemptLimit,
  offeredAt: ticket.offeredAt ?? null,
  availableAt: ticket.availableAt,
  rankAt: ticket.rankAt,
  startedAt: ticket.startedAt ?? null,
  completedAt: ticket.completedAt ?? null,
  agentId: ticket.agentId ?? null,
  leaseToken: ticket.leaseToken,
  leaseExpiresAt: ticket.leaseExpiresAt ?? null,
  slaAtRiskAt: ticket.slaAtRiskAt ?? null,
  slaBreachedAt: ticket.slaBreachedAt ?? null,
  compensationTicketId: ticket.compensationTicketId ?? null,
  version: ticket.version + 1,
  ...jsonColumns(ticket),
});

const jsonColumns = (ticket: Ticket) => ({ output: jsonOrNull(ticket.output), error: jsonOrNull(ticket.error), progress: jsonOrNull(ticket.progress) });

const DONE = new Set(['COMPLETED', 'COMPENSATING', 'COMPENSATED']);

/** The driver reads SQL NULL and the JSON value null alike, so the query tells whether there is an output. Empty columns are absent fields. */
export function toTicket({ hasOutput, output, parameters, metadata, ...row }: TicketRow & { readonly hasOutput: boolean }): Ticket {
  const filled = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as Omit<Ticket, 'parameters' | 'metadata' | 'output'>;
  return {
    ...filled,
    id: row.id as TicketId,
    tenantId: row.tenantId as TenantId,
    parameters,
    metadata: metadata as JsonObject,
    ...(hasOutput && DONE.has(row.status) && { output }),
  };
}
