import { type CustomTypesConfig, Pool, types } from 'pg';
import { gatheringSocket } from './gathering-socket.ts';

export interface PoolOptions {
  readonly url: string;
  /** Most connections at once; start near 2 × cores + 1. */
  readonly max: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** How long a caller waits for a connection, a free or a new one, before it is told `unavailable`. */
  readonly acquireTimeoutMs?: number;
  /** Told about connections that break while nobody uses them; the pool replaces them by itself. */
  readonly onIdleError?: (error: Error) => void;
}

const INT8: number = types.builtins.INT8;

/** pg hands out bigint columns as strings. Ours count rows and order events, so they fit a double; one that does not is an error. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a JavaScript number`);
  return value;
}

const getTypeParser: CustomTypesConfig['getTypeParser'] = (oid: number, format?: string) =>
  oid === INT8 && format !== 'binary' ? parseInt8 : (types.getTypeParser(oid, format as 'text') as (text: string) => unknown);

/**
 * A pool of connections in pipeline mode: statements that are issued without waiting for each other travel in one round trip.
 * Time limits of statements, locks and transactions are settings of the role, made by the migrations.
 */
export function createPool({ url, max, applicationName, acquireTimeoutMs = 1_000, onIdleError = () => undefined }: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: acquireTimeoutMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    pipeline: true,
    stream: gatheringSocket,
    types: { getTypeParser },
  });
  pool.on('error', onIdleError);
  // A connection that breaks while somebody holds it also says so as an event, which nobody may leave unheard; the holder's query fails anyway.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
