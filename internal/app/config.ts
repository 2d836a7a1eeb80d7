import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { AppError } from '#pkg/apperror';
import type { MetricLimits } from '#internal/metrics';
import { metricLimitsIn, metricQueriesIn, type MetricVariables, metricVariables } from './metrics-config.ts';
import type { RemoteStoreOptions } from '../metrics/module.ts';
import { metricStoreVariables, type MetricStoreVariables, remoteStoreIn } from './metric-store-config.ts';

/** What both processes need to know. */
export interface CommonConfig {
  /** The application role: row-level security applies to it. */
  readonly databaseUrl: string;
  readonly databasePoolSize: number;
  /** `host:port` of Temporal's frontend. */
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  /** Base of the Temporal Web UI, for links. */
  readonly temporalUiUrl: string;
  readonly taskQueue: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** OTLP/HTTP endpoint; tracing is off without one. */
  readonly otlpEndpoint?: string;
  readonly identity: IdentityConfig;
  /** Non-public address blocks (CIDR) that tenants may call at all, once they list them in their egress settings. */
  readonly egressPrivateRanges: readonly string[];
  /** Absolute path of the command `opa`, which compiles tenants' policies; without one they send compiled bundles. */
  readonly opaPath?: string;
  /** Master keys of what goes to Temporal, `id:base64` each, the one that encrypts first. */
  readonly payloadKeys: string;
  /** Keys that tenants' secrets are encrypted with, in the same form. */
  readonly secretsKeys: string;
  /** The mail server of the installation and the address that it sends from; without one tenants bring their own. */
  readonly smtp?: { readonly url: string; readonly from: string };
  /** Most task runs of one execution, loops counted. */
  readonly executionMaxTaskRuns: number;
  /** Most executions that lead to one, one because of the other. */
  readonly executionMaxCausationDepth: number;
  /** Of every tenant, but those that have their own. */
  readonly executionQuota: { readonly concurrent: number; readonly perMinute: number };
  readonly executionQuotas: Readonly<Record<string, { readonly concurrent: number; readonly perMinute: number }>>;
  /** What the installation allows every tenant to send, keep and ask. */
  readonly metricLimits: MetricLimits;
  /** The store that keeps samples instead of PostgreSQL. */
  readonly remoteMetricStore?: RemoteStoreOptions;
  readonly metricQueries: ReturnType<typeof metricQueriesIn>;
  /** Bytes of samples that are decoded and wait to be stored, in one process. */
  readonly metricIngestBytes: number;
  /** Keys that ticket tokens are signed with (Ed25519), `id:base64` each, the one that signs first. */
  readonly ticketSigningKeys: string;
  /** Where people reach the API; redirect URIs and links are made of it, and ticket tokens name it as their issuer. */
  readonly publicUrl: string;
  /** Days that large payloads are kept after their execution ended; longer than Temporal keeps histories. */
  readonly payloadRetentionDays: number;
}

export interface IdentityConfig {
  /** OpenID Connect issuer, Keycloak's realm URL, as it stands in tokens. */
  readonly issuer: string;
  /** The same realm as our processes reach it, where that differs. */
  readonly reachableAt?: string;
  readonly audience: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly adminClientId: string;
  readonly adminClientSecret: string;
}

export interface ApiConfig extends CommonConfig {
  /** How long a request waits for a connection, a free or a new one, before it is answered 503. */
  readonly databaseAcquireTimeoutMs: number;
  readonly port: number;
  readonly host: string;
  /** Of gRPC; port 0 takes a free one. */
  readonly grpcPort: number;
  readonly grpcHost: string;
  /** 32 bytes or more; encrypts the tokens of browser sessions. */
  readonly sessionSecret: string;
  /** Stands in every API key issued here: `live`, `test`, `dev`. */
  readonly keyEnvironment: string;
  /** Addresses of the proxies whose X-Forwarded-For counts. */
  readonly trustedProxies: readonly string[];
  readonly corsOrigins: readonly string[];
  /** Requests a second and tenant, sustained; bursts of twice that pass. */
  readonly rateLimitPerSecond: number;
  /** Where SMTP listens for mail of integrations; nowhere without it. Port 0 takes a free one. */
  readonly mailIn?: { readonly port: number; readonly host: string };
}

export interface WorkerConfig extends CommonConfig {
  /** The relay role: reads the outbox of every tenant, nothing else. */
  readonly databaseRelayUrl: string;
  /** Where `/metrics` and `/health` listen; port 0 takes a free one. */
  readonly metricsPort: number;
  readonly metricsHost: string;
  readonly maxConcurrentActivities: number;
  readonly maxConcurrentWorkflowTasks: number;
}

const url = { type: 'string', format: 'uri' } as const;
const port = { type: 'integer', minimum: 0, maximum: 65535 } as const;
const text = { type: 'string', minLength: 1 } as const;

/** `id:key,id:key`, 32 bytes in base64 each. */
const keyList = { type: 'string', pattern: '^[\\w.-]{1,40}:[A-Za-z0-9+/]{43}=(\\s*,\\s*[\\w.-]{1,40}:[A-Za-z0-9+/]{43}=)*$' } as const;

const properties = {
  DATABASE_URL: url,
  DATABASE_RELAY_URL: url,
  DATABASE_POOL_SIZE: { type: 'integer', minimum: 1, maximum: 100, default: 10 },
  DATABASE_ACQUIRE_TIMEOUT_MS: { type: 'integer', minimum: 100, maximum: 60_000, default: 1000 },
  TEMPORAL_HOST: { type: 'string', pattern: '^[^/\\s]+:\\d+$', default: '127.0.0.1:7233' },
  TEMPORAL_NAMESPACE: { ...text, default: 'default' },
  TEMPORAL_UI_URL: { ...url, default: 'http://localhost:8233' },
  TEMPORAL_TASK_QUEUE: { ...text, default: 'orchestrix' },
  LOG_LEVEL: { enum: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], default: 'info' },
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OIDC_ISSUER: url,
  OIDC_INTERNAL_ISSUER: url,
  OIDC_AUDIENCE: { ...text, default: 'orchestrix-api' },
  OIDC_CLIENT_ID: { ...text, default: 'orchestrix-web' },
  OIDC_CLIENT_SECRET: text,
  OIDC_ADMIN_CLIENT_ID: { ...text, default: 'orchestrix-admin' },
  OIDC_ADMIN_CLIENT_SECRET: text,
  PORT: { ...port, default: 8080 },
  HOST: { ...text, default: '127.0.0.1' },
  GRPC_PORT: { ...port, default: 50_051 },
  GRPC_HOST: { ...text, default: '127.0.0.1' },
  PUBLIC_URL: { ...url, default: 'http://localhost:8080' },
  SESSION_SECRET: { type: 'string', minLength: 32 },
  API_KEY_ENVIRONMENT: { type: 'string', pattern: '^[a-z0-9]{2,12}$', default: 'live' },
  OPA_PATH: { type: 'string', pattern: '^/' },
  EGRESS_PRIVATE_RANGES: { type: 'string', default: '' },
  PAYLOAD_KEYS: keyList,
  SECRETS_KEYS: keyList,
  SMTP_URL: { type: 'string', pattern: '^smtp(s|\\+insecure)?://' },
  SMTP_FROM: { type: 'string', format: 'email' },
  EXECUTIONS_CONCURRENT: { type: 'integer', minimum: 1, maximum: 1_000_000, default: 5000 },
  EXECUTION_MAX_CAUSATION_DEPTH: { type: 'integer', minimum: 1, maximum: 1000, default: 32 },
  EXECUTION_MAX_TASK_RUNS: { type: 'integer', minimum: 100, maximum: 10_000_000, default: 100_000 },
  EXECUTIONS_PER_MINUTE: { type: 'integer', minimum: 1, maximum: 1_000_000, default: 6000 },
  EXECUTION_QUOTAS: { type: 'string', pattern: '^([0-9a-f-]{36}=\\d{1,7}/\\d{1,7}(\\s*,\\s*|$))*$', default: '' },
  TICKET_SIGNING_KEYS: keyList,
  PAYLOAD_RETENTION_DAYS: { type: 'integer', minimum: 1, maximum: 3650, default: 40 },
  TRUSTED_PROXIES: { type: 'string', default: '' },
  CORS_ORIGINS: { type: 'string', default: '' },
  EMAIL_IN_PORT: port,
  EMAIL_IN_HOST: { ...text, default: '127.0.0.1' },
  RATE_LIMIT_PER_SECOND: { type: 'integer', minimum: 1, maximum: 1_000_000, default: 2000 },
  WORKER_METRICS_PORT: { ...port, default: 0 },
  WORKER_METRICS_HOST: { ...text, default: '127.0.0.1' },
  WORKER_MAX_ACTIVITIES: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
  WORKER_MAX_WORKFLOW_TASKS: { type: 'integer', minimum: 2, maximum: 1000, default: 40 },
  ...metricVariables,
  ...metricStoreVariables,
} as const;

const identity = ['OIDC_ISSUER', 'OIDC_CLIENT_SECRET', 'OIDC_ADMIN_CLIENT_SECRET'] as const;
const dependencies = { SMTP_URL: ['SMTP_FROM'], SMTP_FROM: ['SMTP_URL'] };
const ajv = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true });
addFormats(ajv);
const checkApi: ValidateFunction = ajv.compile({ type: 'object', properties, required: ['DATABASE_URL', 'PAYLOAD_KEYS', 'SECRETS_KEYS', 'TICKET_SIGNING_KEYS', 'SESSION_SECRET', ...identity], dependencies });
const checkWorker: ValidateFunction = ajv.compile({ type: 'object', properties, required: ['DATABASE_URL', 'DATABASE_RELAY_URL', 'PAYLOAD_KEYS', 'SECRETS_KEYS', 'TICKET_SIGNING_KEYS', ...identity], dependencies });

type Environment = Readonly<Record<string, string | undefined>>;
type Numeric = 'DATABASE_POOL_SIZE' | 'DATABASE_ACQUIRE_TIMEOUT_MS' | 'PORT' | 'GRPC_PORT' | 'RATE_LIMIT_PER_SECOND' | 'WORKER_METRICS_PORT' | 'EXECUTION_MAX_CAUSATION_DEPTH' | 'EXECUTION_MAX_TASK_RUNS' | 'EXECUTIONS_CONCURRENT' | 'EXECUTIONS_PER_MINUTE' | 'PAYLOAD_RETENTION_DAYS' | 'WORKER_MAX_ACTIVITIES' | 'WORKER_MAX_WORKFLOW_TASKS';
type Variables = Omit<{ readonly [Name in keyof typeof properties]: Name extends Numeric | keyof MetricVariables ? number : string }, keyof MetricStoreVariables | 'EMAIL_IN_PORT'> & MetricStoreVariables & { readonly EMAIL_IN_PORT?: number };

/** Values are not repeated in the message: they may be secrets. */
function complain(errors: readonly ErrorObject[]): AppError {
  const details = errors.map(({ instancePath, keyword, params, message }) =>
    keyword === 'required'
      ? { field: String(params['missingProperty']), reason: 'is required' }
      : { field: instancePath.slice(1), reason: message ?? 'is not valid' },
  );
  return new AppError('invalid', `bad configuration: ${details.map(({ field, reason }) => `${field} ${reason}`).join('; ')}`, { details });
}

function parse(check: ValidateFunction, environment: Environment): Variables {
  const given: unknown = Object.fromEntries(Object.entries(environment).filter(([name, value]) => name in properties && value !== undefined && value !== ''));
  if (!check(given)) throw complain(check.errors ?? []);
  return given as Variables; // proved by the schema
}

const list = (value: string): string[] => value.split(',').map((item) => item.trim()).filter((item) => item !== '');

/** `<tenant id>=<concurrent>/<per minute>`. */
function ownQuota(entry: string): [string, { readonly concurrent: number; readonly perMinute: number }] {
  const [tenantId = '', quota = ''] = entry.split('=');
  const [concurrent, perMinute] = quota.split('/').map(Number) as [number, number];
  return [tenantId, { concurrent, perMinute }];
}

function common(read: Variables): CommonConfig {
  return {
    databaseUrl: read.DATABASE_URL,
    databasePoolSize: read.DATABASE_POOL_SIZE,
    temporalAddress: read.TEMPORAL_HOST,
    temporalNamespace: read.TEMPORAL_NAMESPACE,
    temporalUiUrl: read.TEMPORAL_UI_URL,
    taskQueue: read.TEMPORAL_TASK_QUEUE,
    logLevel: read.LOG_LEVEL as CommonConfig['logLevel'],
    ...(read.OTEL_EXPORTER_OTLP_ENDPOINT ? { otlpEndpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT } : {}),
    identity: {
      issuer: read.OIDC_ISSUER,
      ...(read.OIDC_INTERNAL_ISSUER ? { reachableAt: read.OIDC_INTERNAL_ISSUER } : {}),
      audience: read.OIDC_AUDIENCE,
      clientId: read.OIDC_CLIENT_ID,
      clientSecret: read.OIDC_CLIENT_SECRET,
      adminClientId: read.OIDC_ADMIN_CLIENT_ID,
      adminClientSecret: read.OIDC_ADMIN_CLIENT_SECRET,
    },
    egressPrivateRanges: list(read.EGRESS_PRIVATE_RANGES),
    ...(read.OPA_PATH ? { opaPath: read.OPA_PATH } : {}),
    executionQuota: { concurrent: read.EXECUTIONS_CONCURRENT, perMinute: read.EXECUTIONS_PER_MINUTE },
    executionQuotas: Object.fromEntries(list(read.EXECUTION_QUOTAS).map(ownQuota)),
    executionMaxTaskRuns: read.EXECUTION_MAX_TASK_RUNS,
    executionMaxCausationDepth: read.EXECUTION_MAX_CAUSATION_DEPTH,
    metricLimits: metricLimitsIn(read),
    ...remoteStoreIn(read),
    metricQueries: metricQueriesIn(read),
    metricIngestBytes: read.METRICS_INGEST_MEGABYTES * 1024 * 1024,
    payloadKeys: read.PAYLOAD_KEYS,
    secretsKeys: read.SECRETS_KEYS,
    ...(read.SMTP_URL && read.SMTP_FROM ? { smtp: { url: read.SMTP_URL, from: read.SMTP_FROM } } : {}),
    ticketSigningKeys: read.TICKET_SIGNING_KEYS,
    publicUrl: read.PUBLIC_URL.replace(/\/$/, ''),
    payloadRetentionDays: read.PAYLOAD_RETENTION_DAYS,
  };
}

/** Reads the API's configuration; throws one `invalid` error that names every bad variable. */
export function apiConfig(environment: Environment = process.env): ApiConfig {
  const read = parse(checkApi, environment);
  return {
    ...common(read),
    databaseAcquireTimeoutMs: read.DATABASE_ACQUIRE_TIMEOUT_MS,
    port: read.PORT,
    host: read.HOST,
    grpcPort: read.GRPC_PORT,
    grpcHost: read.GRPC_HOST,
    sessionSecret: read.SESSION_SECRET,
    keyEnvironment: read.API_KEY_ENVIRONMENT,
    trustedProxies: list(read.TRUSTED_PROXIES),
    corsOrigins: list(read.CORS_ORIGINS),
    rateLimitPerSecond: read.RATE_LIMIT_PER_SECOND,
    ...(read.EMAIL_IN_PORT !== undefined && { mailIn: { port: read.EMAIL_IN_PORT, host: read.EMAIL_IN_HOST } }),
  };
}

/** Reads the worker's configuration; throws one `invalid` error that names every bad variable. */
export function workerConfig(environment: Environment = process.env): WorkerConfig {
  const read = parse(checkWorker, environment);
  return {
    ...common(read),
    metricsPort: read.WORKER_METRICS_PORT,
    metricsHost: read.WORKER_METRICS_HOST,
    databaseRelayUrl: read.DATABASE_RELAY_URL,
    maxConcurrentActivities: read.WORKER_MAX_ACTIVITIES,
    maxConcurrentWorkflowTasks: read.WORKER_MAX_WORKFLOW_TASKS,
  };
}
