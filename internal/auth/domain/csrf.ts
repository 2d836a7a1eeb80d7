/** What a browser says about where a request comes from. */
export interface RequestProvenance {
  readonly method: string;
  readonly origin?: string | undefined;
  /** `Sec-Fetch-Site` (W3C Fetch Metadata). */
  readonly secFetchSite?: string | undefined;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Safe methods change nothing (RFC 9110 section 9.2.1), so nobody gains by making a browser send them. */
export const isSafeMethod = (method: string): boolean => SAFE_METHODS.has(method.toUpperCase());

/**
 * Whether a request that carries the session cookie comes from our own pages. Every statement the browser makes must agree, and one of
 * the two must be there: a request without both was not sent by a current browser, so it has no business with a cookie.
 */
export function comesFromOurPages({ method, origin, secFetchSite }: RequestProvenance, ourOrigins: readonly string[]): boolean {
  if (isSafeMethod(method)) return true;
  if (secFetchSite !== undefined && secFetchSite !== 'same-origin') return false;
  if (origin !== undefined) return ourOrigins.includes(origin);
  return secFetchSite === 'same-origin';
}
