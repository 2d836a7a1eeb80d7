const ALLOWED_HEADERS = 'Authorization, Content-Type, Content-Encoding, Idempotency-Key, If-Match, X-API-Key, X-CSRF-Token, X-Tenant-Id, traceparent';
const EXPOSED_HEADERS = 'ETag, Location, Retry-After, RateLimit, RateLimit-Policy, WWW-Authenticate, X-Correlation-Id';

/** Cross-origin rules (CORS): exact origins, no wildcards, no cookies; pages of other origins use bearer tokens. */
export class CrossOrigin {
  private readonly origins: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.origins = new Set(origins);
  }

  /** Headers that let a page of an allowed origin read the answer. */
  headersFor(origin: string | undefined): Readonly<Record<string, string>> {
    if (this.origins.size === 0) return {};
    if (origin === undefined || !this.origins.has(origin)) return { Vary: 'Origin' };
    // Helmet's default same-origin policy would keep the body from the page all the same.
    return { Vary: 'Origin', 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': EXPOSED_HEADERS, 'Cross-Origin-Resource-Policy': 'cross-origin' };
  }

  /** Headers that answer a preflight; `undefined` when the request is none, or comes from an origin that is not allowed. */
  preflight(origin: string | undefined, requestedMethod: string | undefined, methods: string): Readonly<Record<string, string>> | undefined {
    if (origin === undefined || requestedMethod === undefined || !this.origins.has(origin)) return undefined;
    return { ...this.headersFor(origin), 'Access-Control-Allow-Methods': methods, 'Access-Control-Allow-Headers': ALLOWED_HEADERS, 'Access-Control-Max-Age': '600' };
  }
}
