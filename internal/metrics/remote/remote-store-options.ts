import type { WriteVersion } from '#pkg/remote-write';

/**
 * How the remote store tells tenants apart.
 * - `header`: by a header that holds the tenant's id, as Mimir, Cortex and Thanos do
 * - `label`: not at all, as a Prometheus or a VictoriaMetrics of one node: every series gets a label with the tenant's id, every selector a matcher on it
 */
export type RemoteTenancy = { readonly kind: 'header'; readonly name: string } | { readonly kind: 'label'; readonly name: string };

/** A Prometheus-compatible store that somebody else runs. */
export interface RemoteStoreOptions {
  /** Base of its Prometheus HTTP API, to which `/api/v1/query` is added. */
  readonly readUrl: string;
  /** Where it takes remote write. */
  readonly writeUrl: string;
  readonly writeVersion: WriteVersion;
  readonly tenancy: RemoteTenancy;
  /**
   * VictoriaMetrics says `NaN` of nothing but staleness markers (it keeps no other NaN) and escapes unusual label names with `\`; all others leave out markers
   * and quote names, as Prometheus 3 does.
   */
  readonly dialect: 'prometheus' | 'victoriametrics';
  /** The header `Authorization`, if it wants one. */
  readonly authorization?: string;
  readonly timeoutMs: number;
  /** Bytes of one answer in memory; a longer one is asked for in two halves. */
  readonly maxAnswerBytes: number;
}
