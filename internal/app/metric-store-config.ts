import type { RemoteStoreOptions } from '../metrics/module.ts';

/** Where samples are kept by others; without `METRIC_STORE_URL` they are kept in PostgreSQL. */
export const metricStoreVariables = {
  METRIC_STORE_URL: { type: 'string', format: 'uri', pattern: '^https?://' },
  METRIC_STORE_WRITE_URL: { type: 'string', format: 'uri', pattern: '^https?://' },
  METRIC_STORE_WRITE_VERSION: { enum: ['1.0', '2.0'], default: '1.0' },
  METRIC_STORE_DIALECT: { enum: ['prometheus', 'victoriametrics'], default: 'prometheus' },
  METRIC_STORE_TENANT: { type: 'string', pattern: "^(header:[!#$%&'*+.^_`|~0-9A-Za-z-]+|label:[a-zA-Z_][a-zA-Z0-9_]*)$", default: 'header:X-Scope-OrgID' },
  METRIC_STORE_AUTHORIZATION: { type: 'string', pattern: '^[ -~]+$' },
  METRIC_STORE_TIMEOUT_SECONDS: { type: 'integer', minimum: 1, maximum: 600, default: 30 },
} as const;

export type MetricStoreVariables = { readonly [Name in keyof typeof metricStoreVariables]: Name extends 'METRIC_STORE_TIMEOUT_SECONDS' ? number : string };

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** The remote store that the environment names, if it names one. */
export function remoteStoreIn(read: MetricStoreVariables): { readonly remoteMetricStore?: RemoteStoreOptions } {
  const readUrl = (read.METRIC_STORE_URL as string | undefined)?.replace(/\/+$/, '');
  if (readUrl === undefined) return {};
  const [kind, name = ''] = read.METRIC_STORE_TENANT.split(':');
  const options: RemoteStoreOptions = {
    readUrl,
    writeUrl: read.METRIC_STORE_WRITE_URL || `${readUrl}/api/v1/write`,
    writeVersion: read.METRIC_STORE_WRITE_VERSION === '2.0' ? '2.0' : '1.0',
    tenancy: kind === 'label' ? { kind, name } : { kind: 'header', name },
    dialect: read.METRIC_STORE_DIALECT === 'victoriametrics' ? 'victoriametrics' : 'prometheus',
    ...(read.METRIC_STORE_AUTHORIZATION ? { authorization: read.METRIC_STORE_AUTHORIZATION } : {}),
    timeoutMs: read.METRIC_STORE_TIMEOUT_SECONDS * 1000,
    maxAnswerBytes: MAX_ANSWER_BYTES,
  };
  return { remoteMetricStore: options };
}
