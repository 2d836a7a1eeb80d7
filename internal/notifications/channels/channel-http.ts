import type { Actor } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import { checkUrl, type EgressAnswer, type EgressClient, EgressError, type EgressPolicy } from '#pkg/egress';
import type { ChannelAnswer, EndProblem } from '../ports/channel.ts';

/** What channels that speak HTTP are built on: calls inside what the tenant allows. */
export interface ChannelHttpDeps {
  readonly client: EgressClient;
  /** The tenant's allow-list, as it is now. */
  readonly policyOf: (actor: Actor) => Promise<EgressPolicy>;
}

export interface ChannelCall {
  /** POST without it. */
  readonly method?: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 12_000;
/** Answers that say "later" (RFC 9110, RFC 6585, RFC 8470); every 5xx does so too. */
const LATER = new Set([408, 425, 429]);

/** Why the tenant may not call a URL, for the field that holds it. */
export async function urlProblem({ policyOf }: ChannelHttpDeps, actor: Actor, field: string, url: string): Promise<EndProblem | undefined> {
  try {
    checkUrl(url, await policyOf(actor));
    return undefined;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'forbidden' || error.code === 'invalid')) return { field, reason: error.message };
    throw error;
  }
}

/**
 * One call and what its answer means: 2xx is delivered, 408, 425, 429 and 5xx fail and are tried again, no sooner than `Retry-After` says; anything else is refused for good. `read` looks at
 * what was accepted: for the provider's id, or for an error that comes with 200.
 */
export async function channelCall({ client, policyOf }: ChannelHttpDeps, actor: Actor, { method = 'POST', url, headers, body, signal }: ChannelCall, read: (answer: EgressAnswer) => Partial<ChannelAnswer> = () => ({})): Promise<ChannelAnswer> {
  const policy = await policyOf(actor);
  try {
    const answer = await client.send({ method, url, headers: { 'content-type': 'application/json', ...headers }, body, timeoutMs: TIMEOUT_MS, signal }, policy);
    const { status } = answer;
    const base = { code: String(status), response: answer.body };
    if (status >= 200 && status < 300) return { outcome: 'delivered', ...base, ...read(answer) };
    const error = `the provider answered ${status}`;
    if (status < 500 && !LATER.has(status)) return { outcome: 'refused', ...base, error };
    const retryAfterMs = retryAfter(answer.headers['retry-after'], answer.headers['date']);
    return { outcome: 'failed', ...base, error, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  } catch (error) {
    if (signal.aborted) return { outcome: 'failed', code: 'timeout', error: 'no answer in time' };
    if (error instanceof EgressError) return { outcome: error.failure === 'forbidden' ? 'refused' : 'failed', code: error.failure, error: error.message };
    if (error instanceof AppError) return { outcome: error.code === 'unavailable' ? 'failed' : 'refused', code: error.code, error: error.message };
    return { outcome: 'failed', code: 'unavailable', error: 'no answer' }; // whatever it is, nothing was accepted
  }
}

/** Milliseconds of a `Retry-After` (RFC 9110 section 10.2.3): seconds, or a date that is read by the provider's own clock. */
export function retryAfter(value: string | undefined, date: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value.trim())) return Number(value) * 1000;
  const ms = Date.parse(value) - Date.parse(date ?? '');
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
