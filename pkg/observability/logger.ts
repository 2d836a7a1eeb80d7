import { isSpanContextValid, trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Names under which secrets travel; their values never reach a log line, at the top level or one below it. */
const SECRET_NAMES = [
  'authorization', 'cookie', 'password', 'secret', 'client_secret', 'clientSecret', 'token', 'access_token', 'accessToken', 'refresh_token',
  'refreshToken', 'id_token', 'idToken', 'apiKey', 'api_key', 'x-api-key', 'set-cookie', 'code_verifier', 'codeVerifier', 'connectionString',
];
const quote = (name: string): string => `["${name}"]`;

export interface LoggerOptions {
  /** `service` of every line: `orchestrix-api`. */
  readonly service: string;
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly destination?: DestinationStream;
}

/** JSON lines (one object each, control characters escaped) with the ids of the open span, when there is one. */
export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [quote(name), `*${quote(name)}`, `*.*${quote(name)}`]),
      censor: '[redacted]',
    },
    mixin: () => {
      const span = trace.getActiveSpan()?.spanContext();
      return span && isSpanContextValid(span) ? { trace_id: span.traceId, span_id: span.spanId } : {};
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
