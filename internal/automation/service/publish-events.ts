import { AppError, invalid, type ErrorDetail } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator, Json } from '#internal/kernel';
import { cloudEventOf, PRODUCT_SOURCES, type CloudEvent } from '../domain/cloud-event.ts';
import { eventsPublished } from '../domain/stored-event.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { storeEvents } from './store-events.ts';

/** What became of the events of a request, in their order; `duplicate` when source and id were known. */
export type PublishedEvents = readonly { readonly event: CloudEvent; readonly id: string; readonly duplicate: boolean }[];
export type PublishEvents = (actor: Actor, document: Json) => Promise<PublishedEvents>;

const LARGEST_BATCH = 100;

/**
 * Accepts one CloudEvent or a batch of them, all or none: when it answers they are stored, and they reach everybody who listens afterwards.
 * An event whose source and id are known is not stored again. Throws `invalid` with every fault and its JSON pointer.
 */
export function publishEvents(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator }): PublishEvents {
  return async (actor, document) => {
    const events = acceptEvents(document);
    return deps.work.run(actor, async (scope) => {
      const stored = await storeEvents(deps, actor, events.map((event) => ({ event, origin: 'api' })), scope);
      if (stored.length > 0) scope.audit.record(eventsPublished(stored));
      const known = await scope.events.find(events.map(({ source, id }) => ({ source, id })));
      const fresh = new Set(stored.map(({ id }) => id));
      return events.map((event) => {
        const id = known.find((other) => other.event.source === event.source && other.event.id === event.id)?.id ?? '';
        return { event, id, duplicate: !fresh.delete(id as never) };
      });
    });
  };
}

function acceptEvents(document: Json): readonly CloudEvent[] {
  const batch = Array.isArray(document);
  const list = (batch ? document : [document]) as readonly Json[];
  if (list.length === 0 || list.length > LARGEST_BATCH) throw invalid('', `must hold 1 to ${LARGEST_BATCH} events`);
  const faults: ErrorDetail[] = [];
  const events = list.map((item, index) => {
    const at = batch ? `/${index}` : '';
    const event = cloudEventOf(item, at, faults);
    if (event?.source.startsWith(PRODUCT_SOURCES)) faults.push({ field: `${at}/source`, reason: `must not begin with ${PRODUCT_SOURCES}: that is Orchestrix itself` });
    return event;
  });
  if (faults.length > 0) throw new AppError('invalid', `the events are not valid: ${faults[0]?.field || 'the body'} ${faults[0]?.reason ?? ''}`, { details: faults.slice(0, 50) });
  return events.filter((event) => event !== undefined);
}
