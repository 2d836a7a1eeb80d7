import type { Actor } from '#internal/kernel';
import type { Principal } from './authenticator.ts';
import type { ServerSentEvent } from './event-stream.ts';
import type { BytesOperationId, operations, PublicOperationId } from './operations.gen.ts';
import type { RawJson } from './raw-answer.ts';

/** Every operation of the contract. */
export type OperationId = keyof operations;

// What the generated types say about one operation; `never` and absence become an empty object, so that handlers may destructure them.
type Part<Parameters, Name extends string> = Parameters extends { readonly [Key in Name]?: infer Value } ? ([Exclude<Value, undefined>] extends [never] ? Empty : Exclude<Value, undefined>) : Empty;
type Empty = Readonly<Record<never, never>>;

type Content<Message> = Message extends { readonly content: infer Media } ? ([Exclude<Media, undefined>] extends [never] ? Empty : Media) : Empty;
type MediaType<Message> = keyof Content<Message> & string;

type BodyOf<Operation> = Operation extends { readonly requestBody: infer Body } // required
  ? [Exclude<Body, undefined>] extends [never]
    ? undefined
    : JsonOf<Body>
  : Operation extends { readonly requestBody?: infer Body }
    ? [Exclude<Body, undefined>] extends [never]
      ? undefined
      : JsonOf<Exclude<Body, undefined>> | undefined
    : undefined;
// JSON is parsed; a body of any other media type is handed over as text.
type JsonOf<Message> = { [Type in keyof Content<Message>]: Type extends 'application/json' | `${string}+json` ? Content<Message>[Type] : string }[keyof Content<Message>];

/** Who calls: somebody, or for public operations nobody known. */
type Caller<Id> = Id extends PublicOperationId ? Empty : { readonly actor: Actor; readonly principal: Principal };

/** A request that has the shape of the contract; parameters are coerced and defaults filled in, the body is as it was sent. */
export type OperationInput<Id extends OperationId> = Caller<Id> & {
  readonly path: Part<operations[Id]['parameters'], 'path'>;
  readonly query: Part<operations[Id]['parameters'], 'query'>;
  /** Declared headers, with lower-case names. */
  readonly headers: LowerCased<Part<operations[Id]['parameters'], 'header'>>;
  readonly body: Id extends BytesOperationId ? undefined : BodyOf<operations[Id]>;
  /** The body as it was sent, inflated: for signatures, and for operations that take bytes (`x-raw-body`). */
  readonly rawBody: Buffer | undefined;
  /** Media type of the body, one of those that the contract declares. */
  readonly contentType: string | undefined;
  /** The header `Content-Type` as it was sent, with its parameters. */
  readonly contentTypeHeader: string | undefined;
  /** The header `Content-Encoding` as it was sent. */
  readonly contentEncoding: string | undefined;
  /** Version of a strong `If-Match: "<version>"`; `undefined` for `*` (any version) and for operations that do not take it. */
  readonly ifMatch: number | undefined;
  /** The media type to answer, chosen by `Accept` among those that the contract declares. */
  readonly accept: Accept<operations[Id]>;
  /** Aborted when the caller goes away, for server-sent events also when the server stops: for streams and long reads. */
  readonly signal: AbortSignal;
  readonly correlationId: string;
};

type LowerCased<Headers> = { readonly [Name in keyof Headers as Lowercase<Name & string>]: Headers[Name] };
type Answers<Operation> = Operation extends { readonly responses: infer Responses } ? Responses : never;
type Success = 200 | 201 | 202 | 203 | 204 | 205 | 206;
type Accept<Operation> = { [Status in keyof Answers<Operation> & Success]: MediaType<Answers<Operation>[Status]> }[keyof Answers<Operation> & Success];

interface AnswerHeaders {
  /** Version of the thing (answered as `"<version>"`), or an opaque strong validator. */
  readonly etag?: number | string | undefined;
  readonly location?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

// One alternative per declared media type: JSON is a body (`x-typescript: RawJson`: raw), lines are a stream, server-sent events are events, text is a string.
type Payload<Media> = {
  [Type in keyof Media]: Type extends 'application/json'
    ? Media[Type] extends RawJson
      ? { readonly raw: Media[Type]; readonly body?: undefined; readonly stream?: undefined }
      : { readonly body: Media[Type]; readonly stream?: undefined }
    : Type extends 'application/x-ndjson'
      ? { readonly stream: AsyncIterable<Media[Type]>; readonly body?: undefined }
      : Type extends 'text/event-stream'
        ? { readonly events: AsyncIterable<ServerSentEvent<Media[Type]>>; readonly body?: undefined; readonly stream?: undefined }
      : Type extends 'application/x-protobuf'
        ? { readonly body: Uint8Array; readonly mediaType: Type; readonly stream?: undefined }
      : { readonly body: string; readonly mediaType: Type; readonly stream?: undefined };
}[keyof Media];
type PayloadOf<Message> = [MediaType<Message>] extends [never] ? { readonly body?: undefined; readonly stream?: undefined } : Payload<Content<Message>>;

/** An answer that the contract declares for the operation. Errors are thrown, never answered. */
export type OperationAnswer<Id extends OperationId> = {
  [Status in keyof Answers<operations[Id]> & Success]: AnswerHeaders & { readonly status: Status } & PayloadOf<Answers<operations[Id]>[Status]>;
}[keyof Answers<operations[Id]> & Success];

/** A handler per operationId. A context implements a `Pick` of it; the compiler names every operation that nobody handles. */
export type Operations = {
  readonly [Id in OperationId]: (input: OperationInput<Id>) => Promise<OperationAnswer<Id>>;
};
