import { type Dispatcher, Agent, request } from 'undici';
import { AppError, invalid } from '#pkg/apperror';
import { EgressError } from './egress-error.ts';
import type { EgressPolicy } from './egress-policy.ts';
import { assertAddressAllowed, parseTarget } from './egress-target.ts';
import { guardedConnector, type ResolveHost, systemResolver } from './guarded-connector.ts';
import { type Hop, nextHop } from './redirect.ts';

/** One outgoing call. */
export interface EgressRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Off by default. At most five hops, each judged again. */
  readonly followRedirects?: boolean;
  /** For everything together: name lookup, connect, redirects and reading the answer. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface EgressAnswer {
  readonly status: number;
  /** Names in lower case; repeated fields joined by a comma; `set-cookie` left out, because answers are stored and cookies are credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded as UTF-8. */
  readonly body: string;
  /** As it came. */
  readonly bytes: Uint8Array;
}

export interface EgressClient {
  /** Throws an `EgressError`; rejects with the signal's reason when the caller aborts; `invalid` for headers or methods that HTTP does not know. */
  send(request: EgressRequest, policy: EgressPolicy): Promise<EgressAnswer>;
}

export interface EgressClientOptions {
  /** Bytes of an answer's body that are read before it counts as unusable. Default 64 KiB. */
  readonly maxAnswerBytes?: number;
  readonly resolve?: ResolveHost;
  /** PEM certificates trusted instead of the system's. */
  readonly certificateAuthorities?: readonly string[];
  /** Headers added to every hop, for instance a W3C `traceparent`. */
  readonly propagate?: () => Readonly<Record<string, string>>;
}

const MAX_REDIRECTS = 5;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
// They belong to the connection, not to the caller; `host` would let an allowed address serve a host that is not.
const CONNECTION_HEADERS = new Set(['connection', 'content-length', 'expect', 'host', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/**
 * An HTTP client for URLs that somebody else chose. Every hop gets a connection of its own, which is closed afterwards: a pooled socket would carry one
 * caller's permission over to another. Proxies from the environment are not used.
 */
export function createEgressClient(options: EgressClientOptions = {}): EgressClient {
  const maxAnswerBytes = options.maxAnswerBytes ?? 65_536;
  return {
    async send(call, policy) {
      call.signal?.throwIfAborted();
      const timeout = AbortSignal.timeout(call.timeoutMs);
      const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout;
      try {
        // undici heeds the signal from the connection on only, so a resolver that hangs needs the race.
        return await Promise.race([follow(firstHop(call), call.followRedirects ? MAX_REDIRECTS : 0), rejectedBy(signal)]);
      } catch (error) {
        call.signal?.throwIfAborted();
        if (timeout.aborted) throw new EgressError('timeout', `no complete answer within ${call.timeoutMs} ms`, error);
        throw translate(error);
      }

      async function follow(hop: Hop, redirectsLeft: number): Promise<EgressAnswer> {
        const { answer, location } = await exchange(hop);
        const next = call.followRedirects ? nextHop(hop, answer.status, location) : undefined;
        if (!next) return answer;
        if (redirectsLeft === 0) throw new EgressError('unusable', `more than ${MAX_REDIRECTS} redirects`);
        return follow(next, redirectsLeft - 1);
      }

      async function exchange(hop: Hop): Promise<{ answer: EgressAnswer; location: string | undefined }> {
        const target = parseTarget(hop.url);
        if (target.literal) assertAddressAllowed(target, target.host, policy);
        const { resolve = systemResolver, certificateAuthorities } = options;
        const connect = guardedConnector({ target, policy, resolve, timeoutMs: call.timeoutMs, ...(certificateAuthorities ? { certificateAuthorities } : {}) });
        const agent = new Agent({ connect, pipelining: 0, headersTimeout: call.timeoutMs, bodyTimeout: call.timeoutMs });
        try {
          const headers = { 'accept-encoding': 'identity', 'user-agent': 'orchestrix', ...lowerCased(hop.headers), ...options.propagate?.() };
          const response = await request(hop.url, { dispatcher: agent, method: hop.method, headers, body: hop.body ?? null, signal });
          return { answer: await read(response, maxAnswerBytes), location: joined(response.headers.location) };
        } finally {
          // Not awaited: while a connect is under way this would wait for it, past the time that the caller gave us.
          agent.destroy().catch(() => undefined);
        }
      }
    },
  };
}

function firstHop(call: EgressRequest): Hop {
  if (!METHODS.has(call.method)) throw invalid('method', `must be one of ${[...METHODS].join(', ')}`);
  for (const name of Object.keys(call.headers ?? {})) {
    if (CONNECTION_HEADERS.has(name.toLowerCase())) throw invalid(`headers/${name}`, 'belongs to the connection and cannot be set');
  }
  return { method: call.method, url: parseTarget(call.url).url, headers: call.headers ?? {}, ...(call.body === undefined ? {} : { body: call.body }) };
}

async function read(response: Dispatcher.ResponseData, maxBytes: number): Promise<EgressAnswer> {
  const tooLarge = () => new EgressError('unusable', `the answer is larger than ${maxBytes} bytes`);
  const encoding = joined(response.headers['content-encoding']) ?? 'identity';
  if (encoding !== 'identity') throw new EgressError('unusable', `the answer is compressed (${encoding}), which was not asked for`);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const headers = Object.entries(response.headers).flatMap(([name, value]) => (name === 'set-cookie' || value === undefined ? [] : [[name, joined(value) ?? ''] as const]));
  const bytes = Buffer.concat(chunks);
  return { status: response.statusCode, headers: Object.fromEntries(headers), body: bytes.toString('utf8'), bytes };
}

const rejectedBy = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new EgressError('unavailable', 'the call was ended', signal.reason)), { once: true });
  });

const joined = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value.join(', ') : value);

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function translate(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof AppError) return error;
  const code = (error as { code?: unknown }).code;
  if (code === 'UND_ERR_INVALID_ARG' || code === 'ERR_INVALID_CHAR') return invalid('headers', error.message);
  return new EgressError('unavailable', typeof code === 'string' ? `no answer: ${code}` : 'no answer', error);
}
