import type { Actor, Clock, IdGenerator, NewEvent } from '#internal/kernel';
import type { Statement } from './statement.ts';

export interface PublishedEvent {
  readonly actor: Actor;
  readonly event: NewEvent;
}

const INSERT = `
INSERT INTO platform.outbox (tenant_id, id, type, aggregate_id, data, correlation_id, traceparent, occurred_at, available_at, attempt_at, urgent)
SELECT $1::uuid, e.id, e.type, e.aggregate_id, e.data, e.correlation_id, e.traceparent, $3::timestamptz, e.available_at, e.available_at, e.urgent
FROM ROWS FROM (jsonb_to_recordset($2::jsonb)
  AS (id uuid, type text, aggregate_id text, data jsonb, correlation_id text, traceparent text, available_at timestamptz, urgent boolean)) WITH ORDINALITY AS e
ORDER BY e.ordinality`;

/** Writes the events of one transaction in the order in which they were published. */
export function outboxStatement(events: readonly [PublishedEvent, ...PublishedEvent[]], { clock, ids }: { clock: Clock; ids: IdGenerator }): Statement {
  const now = clock.now();
  const rows = events.map(({ actor, event }) => ({
    id: ids.next(),
    type: event.type,
    aggregate_id: event.aggregateId,
    data: event.data,
    correlation_id: actor.correlationId,
    traceparent: actor.traceparent ?? null,
    available_at: event.availableAt ?? now,
    urgent: event.urgent ?? false,
  }));
  return { name: 'outbox_insert', text: INSERT, values: [events[0].actor.tenantId, JSON.stringify(rows), now] };
}
