import { AppError, invalid } from '#pkg/apperror';
import type { EgressClient } from './egress-client.ts';
import type { EgressPolicy } from './egress-policy.ts';
import { checkUrl, parseTarget } from './egress-target.ts';
import { knownPolicy } from './known-policy.ts';
import { encodeBody } from './outgoing-body.ts';
import { type JsonValue, parseAnswerBody } from './answer-body.ts';

/** One evaluated call of somebody's workflow. The body is encoded as {@link encodeBody} says. */
export interface OutgoingCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
  readonly followRedirects: boolean;
  /** The answer's bytes in base64 instead of its text or JSON. */
  readonly rawAnswer?: boolean;
  readonly timeoutMs: number;
}

/** `body` is parsed when the media type is JSON, text otherwise, and base64 when that was asked for. */
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
      const given = Object.fromEntries(Object.entries(call.headers).map(([name, value]) => [name.toLowerCase(), value]));
      const { body, contentType } = await encodeBody(call.body, given['content-type']);
      const headers = { ...deps.headersOf?.(caller), ...given, ...(contentType === undefined ? {} : { 'content-type': contentType }) };
      const answer = await deps.client.send(
        { method: call.method.toUpperCase(), url: withQuery(call.url, call.query), headers, followRedirects: call.followRedirects, timeoutMs: call.timeoutMs, signal, ...(body === undefined ? {} : { body }) },
        policy,
      );
      return { status: answer.status, headers: answer.headers, body: call.rawAnswer ? Buffer.from(answer.bytes).toString('base64') : parseAnswerBody(answer.headers['content-type'], answer.body) };
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

function withQuery(text: string, query: Readonly<Record<string, string>> = {}): string {
  const { url } = parseTarget(text);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  return url.href;
}
