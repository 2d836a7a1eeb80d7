import type { Insertable, Selectable } from 'kysely';
import { jsonOrNull, type TablesOf } from '#internal/db';
import type { JsonObject, TenantId } from '#internal/kernel';
import { capabilityKey } from '../domain/ticket-lease.ts';
import type { Ticket, TicketId } from '../domain/ticket.ts';

export type TicketTables = TablesOf<'tickets'>;
type TicketRow = Omit<Selectable<TicketTables['tickets.tickets']>, 'retryCount' | 'capabilityKey'>;
/** A row as it is read: the driver reads SQL NULL and the JSON value null alike, so the query tells whether there is an output. */
export type FoundRow = TicketRow & { readonly hasOutput: boolean };
type NewRow = Insertable<TicketTables['tickets.tickets']>;

/** Columns of a ticket; what is there for queries only is left out. */
export const COLUMNS = [
  'tenantId', 'id', 'executionId', 'planId', 'intentId', 'decisionId', 'correlationId', 'traceId', 'spanId', 'delivery', 'taskId', 'taskPath', 'taskName', 'type', 'description',
  'dependencies', 'idempotencyKey', 'priority', 'riskBand', 'slaDeadline', 'timeoutMs', 'maxRetries', 'deliveryMode', 'consistency', 'durability', 'parameters', 'requiredCapabilities',
  'securityLevel', 'estimatedDurationMs', 'compensates', 'compensationTicketId', 'metadata', 'schemaVersion', 'hash', 'status', 'attempts', 'attemptLimit', 'waitingFor', 'output',
  'error', 'progress', 'createdAt', 'offeredAt', 'scheduleReason', 'reservedFor', 'reservedUntil', 'availableAt', 'rankAt', 'startedAt', 'completedAt', 'agentId', 'leaseToken', 'leaseExpiresAt', 'slaAtRiskAt', 'slaBreachedAt', 'version',
] as const;

/** All of a ticket, as it is first stored. */
export const toRow = (ticket: Ticket): NewRow => ({
  ...ticket,
  dependencies: [...ticket.dependencies],
  requiredCapabilities: [...ticket.requiredCapabilities],
  capabilityKey: capabilityKey(ticket.requiredCapabilities),
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
  reservedFor: ticket.reservedFor ?? null,
  reservedUntil: ticket.reservedUntil ?? null,
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

/** Empty columns are absent fields. */
export function toTicket({ hasOutput, output, parameters, metadata, ...row }: FoundRow): Ticket {
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
