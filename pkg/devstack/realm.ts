import { readFileSync } from 'node:fs';
import { AppError } from '#pkg/apperror';
import type { Environment } from './run-command.ts';

/** The part of Keycloak's realm representation that both identity providers understand. */
export interface Realm {
  readonly realm: string;
  readonly displayName?: string;
  /** Seconds. */
  readonly accessTokenLifespan: number;
  /** Seconds without use after which a refresh token is void. */
  readonly ssoSessionIdleTimeout: number;
  /** Seconds after which people have to sign in again. */
  readonly ssoSessionMaxLifespan: number;
  readonly clients: readonly RealmClient[];
  readonly users: readonly RealmUser[];
  readonly organizations: readonly RealmOrganization[];
}

export interface RealmClient {
  readonly clientId: string;
  readonly name?: string;
  readonly secret?: string;
  /** An API: it has an audience and never asks for tokens. */
  readonly bearerOnly?: boolean;
  readonly publicClient?: boolean;
  readonly standardFlowEnabled?: boolean;
  readonly directAccessGrantsEnabled?: boolean;
  readonly serviceAccountsEnabled?: boolean;
  readonly redirectUris?: readonly string[];
  readonly webOrigins?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly protocolMappers?: readonly { readonly protocolMapper: string; readonly config: Readonly<Record<string, string>> }[];
}

export interface RealmUser {
  readonly id?: string;
  readonly username: string;
  readonly enabled: boolean;
  readonly email?: string;
  readonly emailVerified?: boolean;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly credentials?: readonly { readonly type: string; readonly value: string }[];
  readonly realmRoles?: readonly string[];
  readonly clientRoles?: Readonly<Record<string, readonly string[]>>;
  readonly serviceAccountClientId?: string;
}

export interface RealmOrganization {
  readonly id: string;
  readonly name: string;
  readonly alias: string;
  readonly enabled: boolean;
  readonly domains?: readonly { readonly name: string; readonly verified: boolean }[];
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly members?: readonly { readonly username: string; readonly membershipType: string }[];
}

/** Reads a realm file and fills in its placeholders, `${NAME:default}`, as Keycloak does at an import. Throws `invalid`. */
export function readRealm(file: string, variables: Environment = {}): Realm {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('invalid', `the realm file ${file} cannot be read`, { cause });
  }
  const filled = text.replace(/\$\{([A-Z_]+)(?::([^}]*))?\}/g, (_match, name: string, fallback: string | undefined) => {
    const value = variables[name] ?? fallback;
    if (value === undefined) throw new AppError('invalid', `the realm file ${file} needs a value for ${name}`);
    return JSON.stringify(value).slice(1, -1);
  });
  try {
    return JSON.parse(filled) as Realm; // Keycloak imports the same file and refuses a wrong shape.
  } catch (cause) {
    throw new AppError('invalid', `the realm file ${file} is not JSON`, { cause });
  }
}
