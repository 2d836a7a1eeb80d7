import type { Actor } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import { checkUrl, knownPolicy, type EgressClient, type EgressPolicy } from '#pkg/egress';
import { webhookHeaders } from '#pkg/webhook-signature';
import type { HttpProbe } from '../ports/http-probe.ts';
import type { OutgoingUrls } from '../ports/outgoing-urls.ts';
import type { WebhookSender } from '../ports/webhook-sender.ts';

export interface GuardedHttpDeps {
  readonly client: EgressClient;
  /** The tenant's allow-list, as it is now. */
  readonly policyOf: (actor: Actor) => Promise<EgressPolicy>;
}

const WEBHOOK_TIMEOUT_MS = 10_000;

/** GETs inside the tenant's allow-list. */
export const guardedHttpProbe = ({ client, policyOf }: GuardedHttpDeps): HttpProbe => ({
  async statusOf(actor, url, { timeoutMs, signal }) {
    const { status } = await client.send({ method: 'GET', url, timeoutMs, signal, headers: traceOf(actor) }, await knownPolicy(policyOf, actor));
    return status;
  },
});

/** Signed POSTs inside the tenant's allow-list. */
export const guardedWebhookSender = ({ client, policyOf }: GuardedHttpDeps): WebhookSender => ({
  async send(actor, { url, secret, id, sentAt, body }) {
    const text = JSON.stringify(body);
    const headers = { 'content-type': 'application/json', ...traceOf(actor), ...webhookHeaders({ id, sentAt, body: text }, { secrets: secret === undefined ? [] : [secret], covers: 'body' }) }; // the body holds its time
    const { status } = await client.send({ method: 'POST', url, headers, body: text, timeoutMs: WEBHOOK_TIMEOUT_MS }, await policyOf(actor));
    return status;
  },
});

/** The allow-list without a connection. */
export const guardedUrls = ({ policyOf }: Pick<GuardedHttpDeps, 'policyOf'>): OutgoingUrls => ({
  async problemOf(actor, url) {
    try {
      checkUrl(url, await policyOf(actor));
      return undefined;
    } catch (error) {
      if (error instanceof AppError && error.code === 'forbidden') return error.message;
      throw error;
    }
  },
});

const traceOf = ({ traceparent }: Actor): Readonly<Record<string, string>> => (traceparent === undefined ? {} : { traceparent });
