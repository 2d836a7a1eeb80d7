import { AppError, invalid } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator, Page, PageRequest } from '#internal/kernel';
import { endpointChanged } from '../domain/webhook-trail.ts';
import { changed, type EndpointTerms, requireTerms, type WebhookEndpoint, type WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import type { WebhookReceiver, WebhookSecrets } from '../ports/webhook-receiver.ts';
import type { WebhooksUnitOfWork } from '../ports/webhook-repositories.ts';

export interface WebhookDeps {
  readonly work: WebhooksUnitOfWork;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly receiver: WebhookReceiver;
  readonly secrets: WebhookSecrets;
}

/** Owner of an endpoint's secret, as it is sealed. */
export const secretOwner = ({ tenantId, id }: Pick<WebhookEndpoint, 'tenantId' | 'id'>) => ({ tenantId, name: `webhook-endpoint:${id}` });

export const MAX_ENDPOINTS = 50;

/** The secret is shown this once. Throws `invalid` for a URL that the tenant may not call, `limit` when there are too many. */
export type CreateWebhookEndpoint = (actor: Actor, terms: EndpointTerms) => Promise<{ readonly endpoint: WebhookEndpoint; readonly secret: string }>;
export type GetWebhookEndpoint = (actor: Actor, id: WebhookEndpointId) => Promise<WebhookEndpoint>;
export type ListWebhookEndpoints = (actor: Actor, page: PageRequest) => Promise<Page<WebhookEndpoint>>;
/** `version` is the one that the caller has read; `undefined` changes whatever is there. */
export type UpdateWebhookEndpoint = (actor: Actor, id: WebhookEndpointId, terms: EndpointTerms, version: number | undefined) => Promise<WebhookEndpoint>;
export type DeleteWebhookEndpoint = (actor: Actor, id: WebhookEndpointId, version: number | undefined) => Promise<void>;

export function createWebhookEndpoint({ work, clock, ids, receiver, secrets }: WebhookDeps): CreateWebhookEndpoint {
  return async (actor, terms) => {
    await requireReachable(receiver, actor, terms);
    const now = clock.now();
    const identity = { id: ids.next() as WebhookEndpointId, tenantId: actor.tenantId };
    const secret = secrets.generate();
    const sealedSecret = await secrets.seal(secretOwner(identity), secret);
    const endpoint: WebhookEndpoint = { ...identity, ...terms, sealedSecret, consecutiveFailures: 0, createdAt: now, updatedAt: now, version: 1 };
    await work.run(actor, async ({ endpoints, audit }) => {
      if ((await endpoints.count()) >= MAX_ENDPOINTS) throw new AppError('limit', `a tenant has at most ${MAX_ENDPOINTS} webhook endpoints`);
      await endpoints.add(endpoint);
      audit.record(endpointChanged('created', undefined, endpoint));
    });
    return { endpoint, secret };
  };
}

export const getWebhookEndpoint = ({ work }: Pick<WebhookDeps, 'work'>): GetWebhookEndpoint => (actor, id) => work.read(actor, ({ endpoints }) => endpoints.get(id));

export const listWebhookEndpoints = ({ work }: Pick<WebhookDeps, 'work'>): ListWebhookEndpoints => (actor, page) => work.read(actor, ({ endpoints }) => endpoints.list(page));

export function updateWebhookEndpoint({ work, clock, receiver }: WebhookDeps): UpdateWebhookEndpoint {
  return async (actor, id, terms, version) => {
    await requireReachable(receiver, actor, terms);
    return work.run(actor, async ({ endpoints, audit }) => {
      const before = await endpoints.lock(id);
      requireVersion(before, version);
      const after = changed(before, terms, clock.now());
      await endpoints.save(after);
      audit.record(endpointChanged('updated', before, after));
      return { ...after, version: after.version + 1 };
    });
  };
}

export function deleteWebhookEndpoint({ work }: Pick<WebhookDeps, 'work'>): DeleteWebhookEndpoint {
  return (actor, id, version) =>
    work.run(actor, async ({ endpoints, audit }) => {
      const before = await endpoints.lock(id);
      requireVersion(before, version);
      await endpoints.remove(id);
      audit.record(endpointChanged('deleted', before, undefined));
    });
}

async function requireReachable(receiver: WebhookReceiver, actor: Actor, terms: EndpointTerms): Promise<void> {
  requireTerms(terms);
  const problem = await receiver.problemOf(actor, terms.url);
  if (problem !== undefined) throw invalid('url', problem);
}

function requireVersion({ version }: WebhookEndpoint, expected: number | undefined): void {
  if (expected !== undefined && expected !== version) throw new AppError('precondition_failed', `the webhook endpoint is at version ${version} by now`);
}
