import type { Json, JsonObject } from '#internal/kernel';

/** An OAuth 2.0 token (RFC 8693) that stands for a subject or an actor. */
export interface OAuth2Token {
  readonly token: string;
  readonly type: string;
}
/** How to get an access token: RFC 6749 grants, client authentication of RFC 7521 and OpenID Connect. */
export interface OAuth2Settings {
  readonly authority: string;
  readonly grant: 'authorization_code' | 'client_credentials' | 'password' | 'refresh_token' | 'urn:ietf:params:oauth:grant-type:token-exchange';
  readonly client?: {
    readonly id?: string;
    readonly secret?: string;
    readonly assertion?: string;
    readonly authentication?: 'client_secret_basic' | 'client_secret_post' | 'client_secret_jwt' | 'private_key_jwt' | 'none';
  };
  readonly request?: { readonly encoding?: 'application/x-www-form-urlencoded' | 'application/json' };
  readonly issuers?: readonly string[];
  readonly scopes?: readonly string[];
  readonly audiences?: readonly string[];
  readonly username?: string;
  readonly password?: string;
  readonly subject?: OAuth2Token;
  readonly actor?: OAuth2Token;
}
/** The name of a secret that holds the properties of an authentication. */
export interface SecretReference {
  readonly use: string;
}
type Credentials = { readonly username: string; readonly password: string } | SecretReference;

export type Authentication =
  | { readonly basic: Credentials }
  | { readonly bearer: { readonly token: string } | SecretReference }
  | { readonly digest: Credentials }
  | { readonly oauth2: (OAuth2Settings & { readonly endpoints?: { readonly token?: string; readonly revocation?: string; readonly introspection?: string } }) | SecretReference }
  | { readonly oidc: OAuth2Settings | SecretReference };
/** An authentication, or the name of one of `use.authentications`. */
export type AuthenticationReference = Authentication | { readonly use: string };

/** A URI, a URI template, an expression, or one of them with credentials. */
export type Endpoint = string | { readonly uri: string; readonly authentication?: AuthenticationReference };
/** A document that lies elsewhere: a schema, an OpenAPI document, a .proto, a script. */
export interface ExternalResource {
  readonly name?: string;
  readonly endpoint: Endpoint;
}

export interface HttpArguments {
  readonly method: string;
  readonly endpoint: Endpoint;
  readonly headers?: Readonly<Record<string, string>> | string;
  readonly query?: Readonly<Record<string, string>> | string;
  readonly body?: Json;
  readonly output?: HttpOutput;
  readonly redirect?: boolean;
}
export type HttpOutput = 'raw' | 'content' | 'response';
export interface OpenApiArguments {
  readonly document: ExternalResource;
  readonly operationId: string;
  readonly parameters?: JsonObject;
  readonly authentication?: AuthenticationReference;
  readonly output?: HttpOutput;
  readonly redirect?: boolean;
}
export interface GrpcArguments {
  readonly proto: ExternalResource;
  readonly service: { readonly name: string; readonly host: string; readonly port?: number; readonly authentication?: AuthenticationReference };
  readonly method: string;
  readonly arguments?: JsonObject;
}
/** Only publishing: a server that subscribes belongs to the event consumers. */
export interface AsyncApiArguments {
  readonly document: ExternalResource;
  readonly channel?: string;
  readonly operation?: string;
  readonly server?: { readonly name: string; readonly variables?: JsonObject };
  readonly protocol?: string;
  readonly message: { readonly payload?: Json; readonly headers?: JsonObject };
  readonly authentication?: AuthenticationReference;
}
