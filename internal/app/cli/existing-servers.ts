import { connect } from 'node:net';
import { Client } from 'pg';
import { unavailable } from '#pkg/apperror';

const PATIENCE_MS = 5_000;

/** Throws `unavailable` with one sentence, which never holds the password, when the database of `DATABASE_URL` cannot be used. */
export async function checkDatabase(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw unavailable(`the database of DATABASE_URL at ${hostname}:${port || '5432'} cannot be used (${reasonOf(cause)}): correct the variable, or unset it to start one`, 5, cause);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Throws `unavailable` with one sentence when nobody listens where `TEMPORAL_HOST` points. */
export function checkTemporal(address: string): Promise<void> {
  const [host, port] = [address.slice(0, address.lastIndexOf(':')), Number(address.slice(address.lastIndexOf(':') + 1))];
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    const fail = (why: string) => {
      socket.destroy();
      reject(unavailable(`Temporal at ${address}, as TEMPORAL_HOST says, cannot be reached (${why}): start it, or unset the variable to start one`));
    };
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => fail('no answer')).once('error', (error) => fail(reasonOf(error)));
  });
}

/** Throws `unavailable` with one sentence when the realm is not there. */
export async function checkRealm(issuer: string): Promise<void> {
  const why = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    ({ ok, status }) => (ok ? undefined : `it answers ${status}`),
    (error: Error) => reasonOf(error.cause ?? error),
  );
  if (why !== undefined) throw unavailable(`the realm ${issuer}, as KEYCLOAK_URL says, cannot be used (${why}): import keycloak/realm-orchestrix.json there, or unset the variable to start a provider`);
}

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message;
