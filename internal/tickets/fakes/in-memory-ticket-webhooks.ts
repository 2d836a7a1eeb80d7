import type { Actor, TenantId } from '#internal/kernel';
import { InMemoryUnitOfWork, newestPage } from '#internal/platform/fakes';
import { conflict, notFound } from '#pkg/apperror';
import type { WebhookAttempt } from '../domain/webhook-attempt.ts';
import type { WebhookDelivery, WebhookDeliveryId } from '../domain/webhook-delivery.ts';
import { circuitOf, type WebhookEndpoint, type WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import type { WebhookDeliveryRepository, WebhookEndpointRepository } from '../ports/webhook-repositories.ts';

interface Tables {
  readonly endpoints: readonly WebhookEndpoint[];
  readonly deliveries: readonly WebhookDelivery[];
  readonly attempts: readonly WebhookAttempt[];
}
type Repositories = { readonly endpoints: WebhookEndpointRepository; readonly deliveries: WebhookDeliveryRepository };

function found<Item>(item: Item | undefined): Item {
  if (item === undefined) throw notFound('webhook');
  return item;
}

/** Webhooks in lists. */
export class InMemoryTicketWebhooks extends InMemoryUnitOfWork<Repositories, Tables> {
  protected tables: Tables = { endpoints: [], deliveries: [], attempts: [] };

  protected repositories({ tenantId }: Actor): Repositories {
    return { endpoints: this.endpoints(tenantId), deliveries: this.deliveries(tenantId) };
  }

  async dueEndpoints(now: Date, most: number): Promise<readonly { readonly tenantId: TenantId; readonly endpointId: WebhookEndpointId }[]> {
    const { endpoints, deliveries } = this.tables;
    const due = endpoints.filter((endpoint) => endpoint.enabled && circuitOf(endpoint, now) !== 'open' && deliveries.some((d) => d.endpointId === endpoint.id && d.status === 'pending' && d.nextAttemptAt <= now));
    return due.slice(0, most).map(({ tenantId, id }) => ({ tenantId, endpointId: id }));
  }

  private endpoints(tenantId: TenantId): WebhookEndpointRepository {
    const own = () => this.tables.endpoints.filter((endpoint) => endpoint.tenantId === tenantId);
    const replace = (changed: WebhookEndpoint) => { this.tables = { ...this.tables, endpoints: this.tables.endpoints.map((row) => (row.id === changed.id ? changed : row)) }; };
    const get = async (id: WebhookEndpointId) => found(own().find((endpoint) => endpoint.id === id));
    return {
      add: async (endpoint) => { this.tables = { ...this.tables, endpoints: [...this.tables.endpoints, endpoint] }; },
      count: async () => own().length,
      get,
      lock: get,
      list: async (page) => newestPage(own(), page),
      askingFor: async (event) => own().filter(({ enabled, eventTypes }) => enabled && eventTypes.includes(event)),
      save: async (endpoint) => {
        if ((await get(endpoint.id)).version !== endpoint.version) throw conflict('it changed since it was read');
        replace({ ...endpoint, version: endpoint.version + 1 });
      },
      saveCircuit: async (endpoint) => { replace({ ...endpoint, version: (await get(endpoint.id)).version }); },
      remove: async (id) => {
        const { endpoints, deliveries } = this.tables;
        this.tables = { ...this.tables, endpoints: endpoints.filter((row) => row.id !== id), deliveries: deliveries.filter(({ endpointId }) => endpointId !== id) };
      },
    };
  }

  private deliveries(tenantId: TenantId): WebhookDeliveryRepository {
    const own = () => this.tables.deliveries.filter((delivery) => delivery.tenantId === tenantId);
    const replace = (changed: WebhookDelivery) => { this.tables = { ...this.tables, deliveries: this.tables.deliveries.map((row) => (row.id === changed.id ? changed : row)) }; };
    const get = async (id: WebhookDeliveryId) => found(own().find((delivery) => delivery.id === id));
    return {
      addNew: async (deliveries) => {
        const fresh = deliveries.filter(({ endpointId, eventId }) => !own().some((known) => known.endpointId === endpointId && known.eventId === eventId));
        this.tables = { ...this.tables, deliveries: [...this.tables.deliveries, ...fresh] };
      },
      get,
      lock: get,
      list: async (endpointId, status, page) => newestPage(own().filter((d) => d.endpointId === endpointId && (status === undefined || d.status === status)), page),
      claim: async (endpointId, { now, most, hiddenUntil }) => {
        const due = own().filter((d) => d.endpointId === endpointId && d.status === 'pending' && d.nextAttemptAt <= now).slice(0, most);
        const claimed = due.map((delivery) => ({ ...delivery, attempts: delivery.attempts + 1, nextAttemptAt: hiddenUntil }));
        claimed.forEach(replace);
        return claimed;
      },
      save: async (delivery) => { replace(delivery); },
      addAttempt: async (attempt) => { this.tables = { ...this.tables, attempts: [...this.tables.attempts, attempt] }; },
      attemptsOf: async (id, page) => newestPage(this.tables.attempts.filter((attempt) => attempt.tenantId === tenantId && attempt.deliveryId === id), page),
      replayDead: async (endpointId, now) => {
        const dead = own().filter((d) => d.endpointId === endpointId && d.status === 'dead');
        for (const { finishedAt: _, ...delivery } of dead) replace({ ...delivery, status: 'pending', attempts: 0, nextAttemptAt: now });
        return dead.length;
      },
    };
  }
}
