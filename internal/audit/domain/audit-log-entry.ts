import type { ActorKind, Json, JsonObject, TenantId } from '#internal/kernel';

/** One change, as it stands in a tenant's log. Never altered, never removed. */
export interface AuditLogEntry {
  /** Position in the tenant's chain: 1, 2, 3 … without gaps. */
  readonly seq: number;
  readonly id: string;
  readonly tenantId: TenantId;
  readonly occurredAt: Date;
  readonly actor: string;
  readonly actorKind: ActorKind;
  readonly actorName: string | null;
  /** What the actor asked for: an operationId, an event type or an activity. */
  readonly operation: string;
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly before: Json;
  readonly after: Json;
  readonly correlationId: string;
  readonly ip: string | null;
  /** Hex; `prevHash` is the hash of the entry before, 64 zeros for the first. */
  readonly prevHash: string;
  readonly hash: string;
}

/** Everything the hash covers: all of the entry except its place in the chain, which the previous hash fixes. */
export type HashedEntry = Omit<AuditLogEntry, 'seq' | 'prevHash' | 'hash'>;

/** The JSON object that is hashed. Its form is frozen: changing it would break every chain that exists. */
export const hashedForm = (entry: HashedEntry): JsonObject => ({
  id: entry.id,
  tenant_id: entry.tenantId,
  occurred_at: entry.occurredAt.toISOString(),
  actor: entry.actor,
  actor_kind: entry.actorKind,
  actor_name: entry.actorName,
  operation: entry.operation,
  action: entry.action,
  entity_type: entry.entityType,
  entity_id: entry.entityId,
  before: entry.before,
  after: entry.after,
  correlation_id: entry.correlationId,
  ip: entry.ip,
});
