import type { Actor, Json, JsonObject } from '#internal/kernel';
import type { OAuth2Settings } from '../domain/definition.ts';
import type { AsyncApiOperations } from './asyncapi-operations.ts';
import type { ExternalDocument, ExternalDocuments } from './external-documents.ts';
import type { GrpcCaller } from './grpc-caller.ts';
import type { MessagePublisher } from './message-publisher.ts';

/** Secrets of a tenant, for a call that is about to leave. Whoever asks keeps the values out of everything that stays. */
export interface SecretValues {
  /** Names that there are not are left out. */
  reveal(actor: Actor, names: readonly string[]): Promise<Readonly<Record<string, Json>>>;
}

/** How to get an access token: by OAuth 2.0 at a given address, or as the provider's OpenID Connect metadata say. */
export type TokenRequest =
  | { readonly oauth2: OAuth2Settings & { readonly endpoints?: { readonly token?: string } } }
  | { readonly oidc: OAuth2Settings };

export interface AccessToken {
  /** The scheme of the `Authorization` header: `Bearer`. */
  readonly scheme: string;
  readonly token: string;
}

/** Access tokens, kept per tenant and request until shortly before they end. */
export interface AccessTokens {
  /** Throws `unauthenticated` when the provider refuses, `invalid` for settings that cannot work, `forbidden` and `unavailable` like any outgoing call. */
  obtain(actor: Actor, request: TokenRequest, signal: AbortSignal): Promise<AccessToken>;
  /** A receiver did not accept the token: the next call gets a new one. */
  forget(actor: Actor, request: TokenRequest): void;
}

/** A request that an OpenAPI operation describes, with its parameters in their places. */
export interface OpenApiRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
}

/** Reads Swagger 2.0 and OpenAPI 3.x. Nothing here touches the network. */
export interface OpenApiRequests {
  /** `parameters.body` is the request body of OpenAPI 3. Throws `invalid` for an unknown operation, a missing parameter, a document that refers to others. */
  build(document: ExternalDocument, operation: { readonly operationId: string; readonly parameters: JsonObject }): Promise<OpenApiRequest>;
}

/** Reads JSON Schemas that were fetched, in JSON or YAML. Nothing here touches the network, or judges what the schema says. */
export interface SchemaDocuments {
  /** Throws `invalid` for what is larger than 256 KiB, or neither JSON nor YAML. */
  schema(document: ExternalDocument): Json;
}

/** What calls need beside HTTP. */
export interface Outgoing {
  readonly secrets: SecretValues;
  readonly tokens: AccessTokens;
  readonly documents: ExternalDocuments;
  readonly schemas: SchemaDocuments;
  readonly openapi: OpenApiRequests;
  readonly grpc: GrpcCaller;
  readonly asyncapi: AsyncApiOperations;
  readonly messages: MessagePublisher;
}
