import { AppError, invalid } from '#pkg/apperror';
import type { EgressClient } from './egress-client.ts';
import type { EgressPolicy } from './egress-policy.ts';
import { checkUrl, parseTarget } from './egress-target.ts';
import { knownPolicy } from './known-policy.ts';
import { type JsonValue, parseAnswerBody } from './answer-body.ts';

/** One evaluated call of somebody's workflow: a JSON body goes out as JSON, a text as it is. */
export interface OutgoingCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
  readonly followRedirects: boolean;
  readonly timeoutMs: number;
}

/** `body` is parsed when the media type is JSON, text otherwise. */
export interface IncomingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonValue;
}

/** What callers do on behalf of somebody: `Caller` says who, and the policy is looked up for each call, so that a changed allow-list holds at once. */
export interface PolicedHttpCaller<Caller> {
  /** Throws `forbidden` for an address that is not allowed, `unavailable` when no usable answer came, `PolicyUnknown` when nothing was sent because the policy could not be read. */
  call(caller: Caller, call: OutgoingCall, signal: AbortSignal): Promise<IncomingAnswer>;
  /** The same check without a connection. Throws `invalid`. */
  check(caller: Caller, url: string): Promise<void>;
}

/** `headersOf` adds headers that the caller's context carries, for instance `traceparent`; the call's own headers win. */
export function createHttpCaller<Caller>(deps: {
  readonly client: EgressClient;
  readonly policyOf: (caller: Caller) => Promise<EgressPolicy>;
  readonly headersOf?: (caller: Caller) => Readonly<Record<string, string>>;
}): PolicedHttpCaller<Caller> {
  return {
    async call(caller, call, signal) {
      const policy = await knownPolicy(deps.policyOf, caller);
      const { body, contentType } = encodeBody(call.body);
      const given = Object.fromEntries(Object.entries(call.headers).map(([name, value]) => [name.toLowerCase(), value]));
      const headers = { ...deps.headersOf?.(caller), ...(contentType === undefined ? {} : { 'content-type': contentType }), ...given };
      const answer = await deps.client.send(
        { method: call.method.toUpperCase(), url: withQuery(call.url, call.query), headers, followRedirects: call.followRedirects, timeoutMs: call.timeoutMs, signal, ...(body === undefined ? {} : { body }) },
        policy,
      );
      return { status: answer.status, headers: answer.headers, body: parseAnswerBody(answer.headers['content-type'], answer.body) };
    },

    async check(caller, url) {
      const policy = await deps.policyOf(caller);
      try {
        checkUrl(url, policy);
      } catch (error) {
        if (error instanceof AppError && error.code === 'forbidden') throw invalid('url', error.message);
        throw error;
      }
    },
  };
}

function encodeBody(body: JsonValue | undefined): { readonly body?: string; readonly contentType?: string } {
  if (body === undefined) return {};
  if (typeof body === 'string') return { body, contentType: 'text/plain; charset=utf-8' };
  return { body: JSON.stringify(body), contentType: 'application/json' };
}

function withQuery(text: string, query: Readonly<Record<string, string>> = {}): string {
  const { url } = parseTarget(text);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  return url.href;
}
