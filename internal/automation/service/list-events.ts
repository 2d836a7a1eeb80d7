import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { EventListFilter, StoredEvent } from '../domain/stored-event.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type ListEvents = (actor: Actor, filter: EventListFilter, page: PageRequest) => Promise<Page<StoredEvent>>;

/** The events that a tenant has, newest first. */
export const listEvents = ({ work }: { readonly work: AutomationUnitOfWork }): ListEvents => (actor, filter, page) => work.read(actor, ({ events }) => events.list(filter, page));
