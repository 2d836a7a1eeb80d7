import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { StoredEvent } from '../domain/stored-event.ts';
import type { ListEvents } from '../service/list-events.ts';
import type { PublishEvents } from '../service/publish-events.ts';

interface Use {
  readonly publishEvents: PublishEvents;
  readonly listEvents: ListEvents;
}

export function eventOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async publishEvents({ actor, body }) {
      const published = await use.publishEvents(actor, body);
      return { status: 202, body: { events: published.map(({ id, event, duplicate }) => ({ id, source: event.source, event_id: event.id, duplicate })) } };
    },

    async listEvents({ actor, query }) {
      const { type, source, subject, from, to } = query;
      const filter = {
        ...(type !== undefined && { type }),
        ...(source !== undefined && { source }),
        ...(subject !== undefined && { subject }),
        ...(from !== undefined && { from: new Date(from) }),
        ...(to !== undefined && { to: new Date(to) }),
      };
      const page = await use.listEvents(actor, filter, pageRequest('listEvents', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listEvents', query, page, toEventJson) };
    },
  };
}

const toEventJson = ({ id, origin, executionId, correlationId, createdAt, routedAt, event }: StoredEvent) => ({
  id,
  origin,
  execution_id: executionId ?? null,
  correlation_id: correlationId,
  received_at: createdAt.toISOString(),
  routed_at: routedAt?.toISOString() ?? null,
  event,
});
