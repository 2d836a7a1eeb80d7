import path from 'node:path';
import { parseArgs } from 'node:util';
import { AppError, type ErrorDetail } from '#pkg/apperror';
import type { Environment } from '#pkg/devstack';

/** What `orchestrix up` shall start, and what is there already. */
export interface UpOptions {
  readonly identity: 'embedded' | 'keycloak';
  /** Absolute; everything that survives is in there. */
  readonly dataDir: string;
  readonly ports: Readonly<Record<PortName, number>>;
  /** Where browsers reach the API. */
  readonly publicUrl: string;
  /** A database that is there already, as a superuser or a login that may create roles. */
  readonly databaseUrl?: string;
  /** `host:port` of a Temporal that is there already. */
  readonly temporalAddress?: string;
  /** Base of a Keycloak that is there already, with the realm imported. */
  readonly keycloakUrl?: string;
  /** Secrets of the clients `orchestrix-web` and `orchestrix-admin`, for a Keycloak where they are not the development ones. */
  readonly clientSecrets: { readonly web: string; readonly admin: string };
}

const DEFAULT_PORTS = { api: 8080, grpc: 50_051, temporal: 7233, 'temporal-ui': 8233, identity: 8180, postgres: 54320 } as const;
export type PortName = keyof typeof DEFAULT_PORTS;

/** For the help text. */
export const UP_HELP = `orchestrix up [options]

Starts PostgreSQL, Temporal, an identity provider, the API and the worker, and stays until Ctrl-C.

  --identity embedded|keycloak   which identity provider (embedded)
  --data-dir <folder>            where data and logs are kept (.orchestrix)
  --port <port>                  of the API, also PORT (${DEFAULT_PORTS.api}); 0 takes any free one, here and below
  --grpc-port <port>             of the API's gRPC, also GRPC_PORT (${DEFAULT_PORTS.grpc})
  --temporal-port <port>         (${DEFAULT_PORTS.temporal})
  --temporal-ui-port <port>      (${DEFAULT_PORTS['temporal-ui']})
  --identity-port <port>         (${DEFAULT_PORTS.identity})
  --postgres-port <port>         (${DEFAULT_PORTS.postgres})

  DATABASE_URL, TEMPORAL_HOST, KEYCLOAK_URL   use these servers instead of starting them
  TEMPORAL_CLI                                path of the Temporal command line
  PUBLIC_URL                                  where browsers reach the API (http://localhost:<port>)
`;

const text = { type: 'string' } as const;
const FLAGS = { identity: text, 'data-dir': text, port: text, 'grpc-port': text, 'temporal-port': text, 'temporal-ui-port': text, 'identity-port': text, 'postgres-port': text } as const;

/** Reads flags and environment; throws one `invalid` error that names everything that is wrong. */
export function upOptions(args: readonly string[], environment: Environment): UpOptions {
  const flags = parseFlags(args);
  const given = (name: string) => environment[name] || undefined;
  const wrong: ErrorDetail[] = [];
  const check = (field: string, valid: boolean, reason: string) => void (valid || wrong.push({ field, reason }));
  const portOf = (name: PortName, source: string, value: string | undefined): number => {
    const port = value === undefined ? DEFAULT_PORTS[name] : Number(value);
    check(source, /^\d+$/.test(value ?? '0') && port <= 65_535, 'must be a port from 0 to 65535');
    return port;
  };

  const identity = flags.identity ?? 'embedded';
  check('--identity', identity === 'embedded' || identity === 'keycloak', 'must be embedded or keycloak');
  const [databaseUrl, temporalAddress, keycloakUrl, publicUrl] = ['DATABASE_URL', 'TEMPORAL_HOST', 'KEYCLOAK_URL', 'PUBLIC_URL'].map(given);
  check('DATABASE_URL', databaseUrl === undefined || isUrl(databaseUrl, ['postgres:', 'postgresql:']), 'must look like postgres://user:password@host:5432/database');
  check('TEMPORAL_HOST', temporalAddress === undefined || /^[^/\s]+:\d+$/.test(temporalAddress), 'must look like host:7233');
  check('KEYCLOAK_URL', keycloakUrl === undefined || isUrl(keycloakUrl, ['http:', 'https:']), 'must look like https://keycloak.example');
  check('PUBLIC_URL', publicUrl === undefined || isUrl(publicUrl, ['http:', 'https:']), 'must look like https://orchestrix.example');
  check('--identity', keycloakUrl === undefined || flags.identity === undefined, 'and KEYCLOAK_URL exclude each other');

  const ports = {
    api: portOf('api', flags.port === undefined ? 'PORT' : '--port', flags.port ?? given('PORT')),
    grpc: portOf('grpc', flags['grpc-port'] === undefined ? 'GRPC_PORT' : '--grpc-port', flags['grpc-port'] ?? given('GRPC_PORT')),
    temporal: portOf('temporal', '--temporal-port', flags['temporal-port']),
    'temporal-ui': portOf('temporal-ui', '--temporal-ui-port', flags['temporal-ui-port']),
    identity: portOf('identity', '--identity-port', flags['identity-port']),
    postgres: portOf('postgres', '--postgres-port', flags['postgres-port']),
  };
  if (wrong.length > 0) throw new AppError('invalid', wrong.map(({ field, reason }) => `${field} ${reason}`).join('; '), { details: wrong });
  return {
    identity: identity as UpOptions['identity'],
    dataDir: path.resolve(flags['data-dir'] ?? '.orchestrix'),
    ports,
    publicUrl: withoutSlash(publicUrl ?? `http://localhost:${ports.api}`),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(temporalAddress === undefined ? {} : { temporalAddress }),
    ...(keycloakUrl === undefined ? {} : { keycloakUrl: withoutSlash(keycloakUrl) }),
    clientSecrets: {
      web: given('OIDC_CLIENT_SECRET') ?? 'orchestrix-web-development-secret',
      admin: given('OIDC_ADMIN_CLIENT_SECRET') ?? 'orchestrix-admin-development-secret',
    },
  };
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: false }).values;
  } catch (cause) {
    throw new AppError('invalid', `${(cause as Error).message.split('. ')[0] ?? ''} (orchestrix help lists the options)`, { cause });
  }
}

const isUrl = (value: string, protocols: readonly string[]): boolean => URL.canParse(value) && protocols.includes(new URL(value).protocol);
const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
