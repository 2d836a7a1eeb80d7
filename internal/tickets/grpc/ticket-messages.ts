import type { Duration, TicketAction as ActionMessage, Ticket as TicketMessage, TicketChange as ChangeMessage, TicketLease, TicketPriority as PriorityMessage, TicketStatus as StatusMessage } from '#internal/platform/grpc';
import type { Json } from '#internal/kernel';
import { invalid } from '#pkg/apperror';
import { slaStateOf } from '../domain/ticket-sla.ts';
import type { TicketPriority, TicketStatus } from '../domain/ticket-terms.ts';
import type { TicketAction } from '../domain/ticket-token.ts';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import type { TicketChange } from '../ports/ticket-chronicle.ts';

const duration = (ms: number): Duration => ({ seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 });

export const statusMessage = (status: TicketStatus): StatusMessage => `TICKET_STATUS_${status}`;

/** A ticket as the contract has it. */
export const ticketMessage = (ticket: Ticket, now: Date): TicketMessage => ({
  ticketId: ticket.id,
  executionId: ticket.executionId,
  planId: ticket.planId,
  intentId: ticket.intentId,
  decisionId: ticket.decisionId,
  correlationId: ticket.correlationId,
  traceId: ticket.traceId,
  spanId: ticket.spanId,
  taskId: ticket.taskId,
  taskPath: ticket.taskPath,
  taskName: ticket.taskName,
  taskType: ticket.type,
  description: ticket.description,
  dependencies: [...ticket.dependencies],
  status: statusMessage(ticket.status),
  priority: `TICKET_PRIORITY_${ticket.priority}`,
  riskBand: ticket.riskBand,
  sla: {
    deadline: ticket.slaDeadline,
    timeout: ticket.timeoutMs === undefined ? undefined : duration(ticket.timeoutMs),
    maxRetries: ticket.maxRetries,
    state: slaStateOf(ticket, now),
  },
  qos: { deliveryMode: ticket.deliveryMode, consistency: ticket.consistency, durability: ticket.durability },
  idempotencyKey: ticket.idempotencyKey,
  parameters: ticket.parameters,
  requiredCapabilities: [...ticket.requiredCapabilities],
  securityLevel: ticket.securityLevel,
  attempts: ticket.attempts,
  retryCount: Math.max(0, ticket.attempts - 1),
  agentId: ticket.agentId,
  progress: ticket.progress,
  output: ticket.output,
  error: ticket.error,
  compensates: ticket.compensates,
  compensationTicketId: ticket.compensationTicketId,
  estimatedDuration: ticket.estimatedDurationMs === undefined ? undefined : duration(ticket.estimatedDurationMs),
  actualDuration: ticket.completedAt && ticket.startedAt ? duration(ticket.completedAt.getTime() - ticket.startedAt.getTime()) : undefined,
  metadata: ticket.metadata,
  createdAt: ticket.createdAt,
  offeredAt: ticket.offeredAt,
  startedAt: ticket.startedAt,
  completedAt: ticket.completedAt,
  schemaVersion: ticket.schemaVersion,
  hash: ticket.hash,
  version: ticket.version,
  scheduleReason: ticket.scheduleReason,
  reservation: ticket.reservedFor !== undefined && ticket.reservedUntil && ticket.reservedUntil > now ? { agentId: ticket.reservedFor, expiresAt: ticket.reservedUntil } : undefined,
});

/** A change of a ticket as the contract has it. */
export const changeMessage = ({ at, change, actor, actorKind, actorName, operation, reason, from, to, attempt, agentId }: TicketChange): ChangeMessage => ({
  at, change, actor, actorKind, operation, attempt,
  actorName: actorName ?? undefined,
  reason: reason ?? undefined,
  from: from === null ? 'TICKET_STATUS_UNSPECIFIED' : `TICKET_STATUS_${from}`,
  to: `TICKET_STATUS_${to}`,
  agentId: agentId ?? undefined,
});

export const leaseMessage = ({ leaseToken, leaseExpiresAt }: Ticket): TicketLease => ({ token: leaseToken, expiresAt: leaseExpiresAt });

// Protocol buffers carry no limits, so the shape that the REST contract declares is checked here.
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const AGENT = /^[A-Za-z0-9._:@/-]{1,200}$/;
const CAPABILITY = /^[A-Za-z0-9._:/-]{1,100}$/;

const matching = (field: string, value: string, pattern: RegExp, what: string): string => {
  if (!pattern.test(value)) throw invalid(field, `must be ${what}`);
  return value;
};

export const uuidIn = (field: string, value: string): string => matching(field, value, UUID, 'a UUID in lower case');
export const ticketIdIn = (value: string): TicketId => uuidIn('/ticket_id', value) as TicketId;
export const agentIdIn = (value: string): string => matching('/agent_id', value, AGENT, 'up to 200 letters, digits and ._:@/-');

export function capabilitiesIn(values: readonly string[]): readonly string[] {
  if (values.length > 100) throw invalid('/capabilities', 'must be at most 100');
  return values.map((value, index) => matching(`/capabilities/${index}`, value, CAPABILITY, 'up to 100 letters, digits and ._:/-'));
}

export function textIn(field: string, value: string, longest: number): string {
  if (value.length === 0 || value.length > longest) throw invalid(field, `must have 1 to ${longest} characters`);
  return value;
}

/** A whole number; 0 stands for the default, as proto3 has it. */
export function countIn(field: string, value: number, { fallback, most }: { readonly fallback: number; readonly most: number }): number {
  if (value < 0 || value > most) throw invalid(field, `must be from 1 to ${most}`);
  return value === 0 ? fallback : value;
}

export function millisecondsIn(field: string, value: Duration | undefined, { fallback, least, most }: { readonly fallback: number; readonly least: number; readonly most: number }): number {
  if (!value) return fallback;
  const ms = value.seconds * 1000 + Math.floor(value.nanos / 1_000_000);
  if (!(ms >= least && ms <= most)) throw invalid(field, `must be from ${least / 1000} s to ${most / 1000} s`);
  return ms;
}

export function tokenIn(value: number, field = '/lease_token'): number {
  if (value < 1) throw invalid(field, 'is the token of a lease, 1 or more');
  return value;
}

/** What a filter names; nothing when it is UNSPECIFIED. */
export const statusIn = (message: StatusMessage): TicketStatus | undefined => (message === 'TICKET_STATUS_UNSPECIFIED' ? undefined : (message.slice('TICKET_STATUS_'.length) as TicketStatus));
export const priorityIn = (message: PriorityMessage): TicketPriority | undefined => (message === 'TICKET_PRIORITY_UNSPECIFIED' ? undefined : (message.slice('TICKET_PRIORITY_'.length) as TicketPriority));

/** A status that a person may set. */
export function settableStatusIn(message: StatusMessage): Exclude<TicketStatus, 'COMPENSATING' | 'COMPENSATED'> {
  const status = statusIn(message);
  if (status === undefined || status === 'COMPENSATING' || status === 'COMPENSATED') throw invalid('/status', 'must be PENDING, RUNNING, COMPLETED, FAILED or CANCELLED');
  return status;
}

export function actionsIn(messages: readonly ActionMessage[]): readonly TicketAction[] {
  if (messages.includes('TICKET_ACTION_UNSPECIFIED')) throw invalid('/actions', 'names no action');
  return [...new Set(messages.map((message) => message.slice('TICKET_ACTION_'.length).toLowerCase() as TicketAction))];
}

/** A JSON value; null when the message holds none. */
export const jsonIn = (value: unknown): Json => (value === undefined ? null : (value as Json)); // google.protobuf.Value holds nothing else
