import type { Actor, JsonObject } from '#internal/kernel';
import { deadlineOf, rankOf } from './ticket-sla.ts';
import type { Delivery, Ticket, TicketId, TicketOrder, TicketRequest } from './ticket.ts';
import type { RiskBand, TicketPriority } from './ticket-terms.ts';

/** SHA-256 over the canonical JSON (RFC 8785) of a value; `pkg/hash-chain` in production. */
export type TicketDigest = (form: JsonObject) => string;

export const TICKET_SCHEMA_VERSION = '1.0';
const DEFAULT_MAX_RETRIES = 3;
const RISK_OF: Readonly<Record<TicketPriority, RiskBand>> = { LOW: 'LOW', NORMAL: 'MEDIUM', HIGH: 'HIGH', CRITICAL: 'CRITICAL' };

export interface Opening {
  readonly id: TicketId;
  readonly actor: Pick<Actor, 'tenantId' | 'correlationId' | 'traceparent'>;
  readonly now: Date;
  readonly delivery: Delivery;
  readonly dependencies?: readonly TicketId[];
  readonly digest: TicketDigest;
}

/** A ticket that waits for its first attempt. A leased one gets the deadline of its risk and type unless the request names one. */
export function newTicket({ id, actor, now, delivery, dependencies = [], digest }: Opening, { qos, ...request }: TicketRequest): Ticket {
  const riskBand = request.riskBand ?? RISK_OF[request.priority];
  const slaDeadline = request.slaDeadline ?? (delivery === 'lease' ? deadlineOf(now, riskBand, request.type) : undefined);
  const [, traceId, spanId] = actor.traceparent?.split('-') ?? [];
  const order: TicketOrder = {
    ...request,
    id,
    tenantId: actor.tenantId,
    correlationId: actor.correlationId,
    ...(traceId !== undefined && spanId !== undefined && { traceId, spanId }),
    delivery,
    taskId: request.taskId ?? request.taskPath ?? request.taskName,
    dependencies,
    riskBand,
    ...(slaDeadline && { slaDeadline }),
    maxRetries: request.maxRetries ?? DEFAULT_MAX_RETRIES,
    deliveryMode: qos?.deliveryMode ?? 'AT_LEAST_ONCE',
    consistency: qos?.consistency ?? 'STRONG',
    durability: qos?.durability ?? 'PERSISTENT',
    requiredCapabilities: [...new Set(request.requiredCapabilities)].sort(),
    securityLevel: request.securityLevel ?? 'INTERNAL',
    metadata: request.metadata ?? {},
    createdAt: now,
    schemaVersion: TICKET_SCHEMA_VERSION,
  };
  return {
    ...order,
    hash: digest(hashedForm(order)),
    status: 'PENDING',
    attempts: 0,
    attemptLimit: order.deliveryMode === 'AT_MOST_ONCE' ? 1 : 1 + order.maxRetries,
    waitingFor: 0,
    availableAt: now,
    rankAt: rankOf(now, order),
    leaseToken: 0,
    version: 1,
  };
}

/** The JSON that is hashed: the order under the names of the API, absent fields as null. Part of schema version 1.0. */
export const hashedForm = (order: TicketOrder): JsonObject => ({
  id: order.id,
  tenant_id: order.tenantId,
  execution_id: order.executionId ?? null,
  plan_id: order.planId ?? null,
  intent_id: order.intentId ?? null,
  decision_id: order.decisionId ?? null,
  correlation_id: order.correlationId,
  trace_id: order.traceId ?? null,
  span_id: order.spanId ?? null,
  delivery: order.delivery,
  task_id: order.taskId,
  task_path: order.taskPath ?? null,
  task_name: order.taskName,
  type: order.type,
  description: order.description ?? null,
  dependencies: order.dependencies,
  idempotency_key: order.idempotencyKey,
  priority: order.priority,
  risk_band: order.riskBand,
  sla: { deadline: order.slaDeadline?.toISOString() ?? null, timeout_ms: order.timeoutMs ?? null, max_retries: order.maxRetries },
  qos: { delivery_mode: order.deliveryMode, consistency: order.consistency, durability: order.durability },
  parameters: order.parameters,
  required_capabilities: order.requiredCapabilities,
  security_level: order.securityLevel,
  estimated_duration_ms: order.estimatedDurationMs ?? null,
  compensates: order.compensates ?? null,
  metadata: order.metadata,
  created_at: order.createdAt.toISOString(),
  schema_version: order.schemaVersion,
});
