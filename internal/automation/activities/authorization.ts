import { AppError } from '#pkg/apperror';
import type { Actor, Json, JsonObject } from '#internal/kernel';
import type { Authentication, AuthenticationReference } from '../domain/definition.ts';
import { isObject } from '../domain/json-shape.ts';
import type { Outgoing, TokenRequest } from '../ports/outgoing.ts';
import type { Evaluator } from './evaluator.ts';
import type { Redactor } from './redactor.ts';
import { taskProblem } from './task-problem.ts';

/** How a call shows who it is. */
export type Authorization =
  | { readonly scheme: string; readonly parameter: string; /** A token that the receiver did not accept: the next call gets a new one. */ readonly refused?: () => void }
  /** RFC 7616: answered to the receiver's challenge. */
  | { readonly digest: { readonly username: string; readonly password: string } };

/** What a call needs to become authorized. */
export interface AuthorizationContext {
  readonly outgoing: Outgoing;
  readonly actor: Actor;
  readonly evaluator: Evaluator;
  readonly redactor: Redactor;
  readonly input: Json;
  readonly secrets: Readonly<Record<string, Json>>;
  readonly pointer: string;
  readonly signal: AbortSignal;
}

/** The value of `$authorization`: what goes out with the call. */
export const authorizationVariable = (authorization: Authorization): JsonObject =>
  'digest' in authorization ? { scheme: 'Digest', parameter: null } : { scheme: authorization.scheme, parameter: authorization.parameter };

/** The header of an authorization, for protocols that have headers. */
export const authorizationHeader = (authorization: Authorization | undefined): Readonly<Record<string, string>> =>
  authorization && 'scheme' in authorization ? { Authorization: `${authorization.scheme} ${authorization.parameter}` } : {};

/** Authorizes a call as its definition says. Whatever is confidential about it is given to the redactor. Raises the problem of an authentication that cannot be. */
export async function authorize(context: AuthorizationContext, authentication: Authentication): Promise<Authorization> {
  const { evaluator, redactor, outgoing, actor, pointer, signal } = context;
  const [scheme = '', written] = Object.entries<Json>(authentication as unknown as JsonObject)[0] ?? [];
  const settings = isObject(written) && typeof written['use'] === 'string' ? fromSecret(scheme, written['use'], context) : await evaluator.template(written ?? null, context.input);
  if (scheme === 'basic' || scheme === 'digest') {
    const [username, password] = [textOf(settings, 'username', pointer), textOf(settings, 'password', pointer)];
    redactor.add(password);
    if (scheme === 'digest') return { digest: { username, password } };
    const parameter = Buffer.from(`${username}:${password}`).toString('base64');
    redactor.add(parameter);
    return { scheme: 'Basic', parameter };
  }
  if (scheme === 'bearer') {
    const token = textOf(settings, 'token', pointer);
    redactor.add(token);
    return { scheme: 'Bearer', parameter: token };
  }
  const request = { [scheme]: settings } as unknown as TokenRequest;
  redactor.add(confidential(settings));
  const { scheme: type, token } = await asCallProblem(pointer, () => outgoing.tokens.obtain(actor, request, signal));
  redactor.add(token);
  return { scheme: type, parameter: token, refused: () => outgoing.tokens.forget(actor, request) };
}

/** An authentication that is written where it is used, or that of `use.authentications`. */
export function namedAuthentication(reference: AuthenticationReference, authentications: Json | undefined, pointer: string): Authentication {
  if (!('use' in reference)) return reference;
  const found = ((authentications ?? {}) as unknown as Readonly<Record<string, Authentication>>)[reference.use];
  if (!found) throw taskProblem('configuration', pointer, `there is no authentication '${reference.use}'`);
  return found;
}

/** Turns what an outgoing call of ours throws before the effect into the problem that the definition sees. Failures of our own go on. */
export async function asCallProblem<Result>(pointer: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const type = error instanceof AppError && TYPES[error.code];
    if (type) throw taskProblem(type, pointer, error.message);
    throw error;
  }
}

const TYPES: Partial<Record<AppError['code'], 'authentication' | 'authorization' | 'configuration' | 'communication'>> = {
  unauthenticated: 'authentication', forbidden: 'authorization', invalid: 'configuration', unavailable: 'communication',
};

/** The properties of an authentication that lie in a secret: an object of them or, for a bearer, the token itself. */
function fromSecret(scheme: string, name: string, { secrets, pointer }: AuthorizationContext): Json {
  const value = secretOf(secrets, name, pointer);
  if (scheme === 'bearer' && typeof value === 'string') return { token: value };
  if (!isObject(value)) throw taskProblem('configuration', pointer, `the secret '${name}' must be an object with the properties of a ${scheme} authentication`);
  return value;
}

/** A secret by name; one that is not there is one that the tenant does not let the workflow use (the specification's `authorization` error). */
export function secretOf(secrets: Readonly<Record<string, Json>>, name: string, pointer: string): Json {
  const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (value === undefined) throw taskProblem('authorization', pointer, `there is no secret '${name}'`);
  return value;
}

function textOf(settings: Json, name: string, pointer: string): string {
  const value = isObject(settings) ? settings[name] : undefined;
  if (typeof value === 'string') return value;
  // The value is not repeated: it may be a credential.
  throw taskProblem('configuration', pointer, `the ${name} of the authentication must be a text`);
}

/** What of OAuth settings is not meant for other eyes. */
const confidential = (settings: Json): Json => {
  if (!isObject(settings)) return null;
  const { client, password, subject, actor } = settings;
  const of = (part: Json | undefined, name: string): Json => (isObject(part) ? (part[name] ?? null) : null);
  return [of(client, 'secret'), of(client, 'assertion'), password ?? null, of(subject, 'token'), of(actor, 'token')];
};
