import type { RateLimit } from './rate-limiter.ts';

/** What one server takes before it refuses. Times are milliseconds. */
export interface HttpLimits {
  /** Bytes of a body, inflated, unless the operation says otherwise. */
  readonly bodyBytes: number;
  /** Bytes of all bodies that are being read or answered, as they are sent. */
  readonly bodyBytesInProgress: number;
  /** Quota of each tenant, in this process. */
  readonly rate: RateLimit;
  /** Operations in progress. */
  readonly concurrency: number;
  readonly connections: number;
  /** Event streams (also of gRPC) that a tenant keeps open. */
  readonly streamsPerTenant: number;
  /** Until all header fields are there. */
  readonly headersMs: number;
  /** Until the whole request is there. */
  readonly requestMs: number;
  /** How often the two are looked at. */
  readonly checkMs: number;
  /** How long a connection may wait for its next request. */
  readonly keepAliveMs: number;
  /** How long nothing may move on a connection while it is answered. */
  readonly idleMs: number;
  /** Between "not ready" and the last accepted connection. */
  readonly drainMs: number;
  /** After that, until what is still in progress is cut off. */
  readonly graceMs: number;
}

export const DEFAULT_LIMITS: HttpLimits = {
  bodyBytes: 1024 * 1024,
  bodyBytesInProgress: 256 * 1024 * 1024,
  rate: { perSecond: 2000, burst: 4000 },
  concurrency: 512,
  connections: 4096,
  streamsPerTenant: 1000,
  headersMs: 3000,
  requestMs: 5000,
  checkMs: 500,
  keepAliveMs: 65_000,
  idleMs: 60_000,
  drainMs: 1000,
  graceMs: 25_000,
};
