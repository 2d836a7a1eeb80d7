import { createHash } from 'node:crypto';
import type { Actor, Clock } from '#internal/kernel';
import { unavailable } from '#pkg/apperror';
import { BoundedCache } from '#pkg/matchers';
import type { HttpCaller } from '../ports/http-caller.ts';
import type { ExternalDocument, ExternalDocuments } from '../ports/external-documents.ts';

const KEPT_MS = 60_000;
const MOST_KEPT = 200;
const TIMEOUT_MS = 10_000;

interface Kept {
  document: ExternalDocument;
  fetchedAt: number;
}

/** Documents fetched like any other call of the tenant, and kept for a minute, so that a loop of calls does not fetch one each time. */
export class CachedDocuments implements ExternalDocuments {
  readonly #kept = new BoundedCache<string, { entry?: Kept }>(MOST_KEPT);

  constructor(private readonly deps: { readonly http: Pick<HttpCaller, 'call'>; readonly clock: Clock }) {}

  async fetch(actor: Actor, { url, headers = {} }: { readonly url: string; readonly headers?: Readonly<Record<string, string>> }, signal: AbortSignal): Promise<ExternalDocument> {
    const slot = this.#kept.getOrMake(digestOf(JSON.stringify([actor.tenantId, url, headers])), () => ({}));
    const now = this.deps.clock.now().getTime();
    if (slot.entry && now - slot.entry.fetchedAt < KEPT_MS) return slot.entry.document;
    const { status, body } = await this.deps.http.call(actor, { method: 'GET', url, headers, followRedirects: true, rawAnswer: true, timeoutMs: TIMEOUT_MS }, signal);
    if (status !== 200 || typeof body !== 'string') throw unavailable(`the document at ${url.replace(/[?#].*$/, '')} answered ${status}`);
    const text = Buffer.from(body, 'base64').toString('utf8');
    const document = { url, text, digest: digestOf(text) };
    slot.entry = { document, fetchedAt: now };
    return document;
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
