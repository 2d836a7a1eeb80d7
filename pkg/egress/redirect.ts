import { EgressError } from './egress-error.ts';

/** One hop of a call. */
export interface Hop {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

// Everything else may be a credential of the first host, also under a name of its own (`x-api-key`).
const KEPT_ACROSS_ORIGINS = new Set(['accept', 'accept-language', 'content-type', 'idempotency-key', 'traceparent', 'tracestate', 'user-agent']);

/**
 * The next hop when the answer redirects (RFC 9110 section 15.4), undefined when it does not: 303, and 301/302 after POST, continue as GET without a
 * body; 307 and 308 repeat the request. Another origin gets neither credentials nor headers that may be some.
 */
export function nextHop(hop: Hop, status: number, location: string | undefined): Hop | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const url = parseLocation(location, hop.url);
  const becomesGet = (status === 303 && hop.method !== 'HEAD') || (status <= 302 && hop.method === 'POST');
  const kept = Object.entries(hop.headers).filter(([name]) => {
    if (becomesGet && name.toLowerCase().startsWith('content-')) return false;
    return url.origin === hop.url.origin || KEPT_ACROSS_ORIGINS.has(name.toLowerCase());
  });
  const headers = Object.fromEntries(kept);
  if (becomesGet) return { method: 'GET', url, headers };
  return { ...hop, url, headers };
}

function parseLocation(location: string, base: URL): URL {
  try {
    return new URL(location, base);
  } catch (error) {
    throw new EgressError('unusable', 'redirected to something that is no URL', error);
  }
}
