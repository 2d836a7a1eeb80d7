import type { Transactions } from '#internal/platform/transactions';
import { AppError, forbidden } from '#pkg/apperror';
import { currentTraceparent } from '#pkg/observability';
import type { AdmissionControl } from './admission-control.ts';
import { answerHeaders, checkAnswer, type HandlerAnswer, storedResponse } from './answer.ts';
import { writeAnswer, writeStream } from './answer-writer.ts';
import type { Authenticator, Principal } from './authenticator.ts';
import type { BodyRoom, BodyShare } from './body-room.ts';
import type { ContractOperation } from './contract.ts';
import { expectedVersion } from './entity-tag.ts';
import { EVENT_STREAM, writeEvents } from './event-stream.ts';
import { requestHashOf } from './idempotency.ts';
import { negotiate } from './negotiation.ts';
import { readHeaders, readPath, readQuery } from './parameters.ts';
import { TransportError } from './problem.ts';
import type { OpenStreams } from './open-streams.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { writeRaw } from './raw-answer.ts';
import { announcedBytes, FORM, readRequestBody, type RequestBody } from './request-body.ts';
import type { RequestContext } from './request-context.ts';
import { parameterDetails } from './schema-validators.ts';

/** A handler of any operation; the contract's types say more (`Operations`). */
export type AnyHandler = (input: object) => Promise<HandlerAnswer>;

export interface EndpointDeps {
  readonly handlers: ReadonlyMap<string, AnyHandler>;
  readonly authenticate: Authenticator;
  readonly transactions: Pick<Transactions, 'runOnce'>;
  readonly rateLimiter: RateLimiter;
  readonly admission: AdmissionControl;
  /** Event streams that tenants keep open. */
  readonly streams: OpenStreams;
  /** Aborted when the server begins to stop: event streams end. */
  readonly stopping: AbortSignal;
  /** Bounds the bytes of all bodies in progress. */
  readonly bodyRoom: BodyRoom;
  /** Bytes, for operations that do not say otherwise. */
  readonly bodyLimit: number;
  /** Checks every answer against the contract; for tests. */
  readonly checkAnswers: boolean;
}

const isEventStream = ({ produces }: ContractOperation): boolean => produces.includes(EVENT_STREAM);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const only = (header: string | string[] | undefined): string | undefined => (typeof header === 'string' ? header : undefined);
// exactOptionalPropertyTypes: what is absent must not be there at all.
const present = <Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/**
 * Serves operations of the contract. The order is: who calls (401) → quota (429) → permission (403) → room (503) → shape (406, 400, 428, 415, 413) → handler.
 * So nobody unknown makes us read a body, and nobody learns the shape of what he may not do.
 */
export class OperationEndpoint {
  constructor(private readonly deps: EndpointDeps) {}

  async serve(context: RequestContext, operation: ContractOperation, placeholders: readonly string[]): Promise<void> {
    if (operation.permission === undefined) return this.serveAnybody(context, operation, placeholders);
    const principal = await this.admit(context, operation, operation.permission);
    await this.inRoom(context, operation, this.enter(operation, principal), (share) => this.answer(context, operation, placeholders, principal, share));
  }

  /** Health has to answer whatever else is in progress; a body of somebody unknown takes its room like any other. */
  private async serveAnybody(context: RequestContext, operation: ContractOperation, placeholders: readonly string[]): Promise<void> {
    if (!operation.consumes) return this.answer(context, operation, placeholders, undefined);
    this.deps.admission.enter(operation.priority);
    await this.inRoom(context, operation, () => this.deps.admission.leave(), (share) => this.answer(context, operation, placeholders, undefined, share));
  }

  private async inRoom({ request }: RequestContext, operation: ContractOperation, leave: () => void, work: (share: BodyShare) => Promise<void>): Promise<void> {
    try {
      const bytes = operation.consumes ? announcedBytes(request, operation.bodyLimit ?? this.deps.bodyLimit) : 0;
      await this.deps.bodyRoom.during(bytes, work);
    } finally {
      leave();
    }
  }

  /** Takes room in the server; a stream of events, which does nothing most of the time, takes one of the tenant's streams instead. */
  private enter(operation: ContractOperation, { actor }: Principal): () => void {
    const { admission, streams } = this.deps;
    if (isEventStream(operation)) return streams.open(actor.tenantId);
    admission.enter(operation.priority);
    if (!operation.waits) return () => admission.leave();
    admission.leave();
    return () => undefined;
  }

  private async admit(context: RequestContext, operation: ContractOperation, permission: string): Promise<Principal> {
    const { headers } = context.request;
    const tenant = only(headers['x-tenant-id']);
    const credentials = present({
      authorization: headers.authorization,
      apiKey: only(headers['x-api-key']),
      cookie: headers.cookie,
      // Anything else is refused as a malformed parameter, but only once the caller is known.
      tenant: tenant !== undefined && UUID.test(tenant) ? tenant : undefined,
      header: (name: string) => only(headers[name.toLowerCase()]),
    });
    const principal = await this.deps.authenticate(credentials, {
      ip: context.ip,
      method: operation.method,
      path: context.path,
      operation: operation.id,
      correlationId: context.correlationId,
      ...present({
        traceparent: currentTraceparent(),
        origin: context.origin,
        fetchSite: only(headers['sec-fetch-site']),
        csrfToken: only(headers['x-csrf-token']),
        userAgent: headers['user-agent'],
      }),
    });
    const decision = this.deps.rateLimiter.take(principal.actor.tenantId);
    Object.assign(context.headers, decision.headers);
    if (!decision.allowed) throw new AppError('limit', 'the tenant sends more requests than its quota allows', { retryAfterSeconds: decision.retryAfterSeconds });
    if (!principal.may(permission)) throw forbidden(`this needs the permission ${permission}`);
    return principal;
  }

  private async answer(context: RequestContext, operation: ContractOperation, placeholders: readonly string[], principal: Principal | undefined, share?: BodyShare): Promise<void> {
    const { request, response } = context;
    const { stopping } = this.deps;
    const accept = negotiate(request.headers.accept, operation.produces);
    const isForm = operation.consumes?.includes(FORM) === true && !operation.takesBytes;
    // A form is more parameters, so it has to be read before they can be checked.
    const form = isForm ? await readRequestBody(request, operation, this.deps.bodyLimit, share) : undefined;
    const parameters = this.parameters(context, operation, placeholders, form);
    const body = form ?? (isForm ? undefined : await readRequestBody(request, operation, this.deps.bodyLimit, share));
    const ifMatch = operation.needsIfMatch ? request.headers['if-match'] : undefined;
    const input = {
      ...parameters,
      // A precondition counts only once the request is known to be well-formed (RFC 9110 section 13.2.1).
      ifMatch: ifMatch === undefined ? undefined : expectedVersion(ifMatch),
      body: body?.value,
      rawBody: body?.raw,
      contentType: body?.mediaType,
      contentTypeHeader: request.headers['content-type'],
      contentEncoding: request.headers['content-encoding'],
      accept,
      correlationId: context.correlationId,
      ...(principal ? { actor: principal.actor, principal } : {}),
      // Made on demand: few handlers care whether the caller is still there.
      get signal(): AbortSignal {
        const gone = new AbortController();
        response.once('close', () => gone.abort());
        return isEventStream(operation) ? AbortSignal.any([gone.signal, stopping]) : gone.signal;
      },
    };
    const key = operation.takesIdempotencyKey ? only(request.headers['idempotency-key']) : undefined;
    if (key !== undefined && principal) return this.once(context, operation, { key, principal, body, input });
    const answer = await this.handle(operation, input);
    if (answer.events) return writeEvents(context, answerHeaders(answer), answer.events);
    if (answer.raw) return writeRaw(context, answer.status, answerHeaders(answer), answer.raw);
    if (answer.stream) return writeStream(context, answer.status, answerHeaders(answer), answer.stream);
    writeAnswer(context, storedResponse(answer));
  }

  private parameters(context: RequestContext, operation: ContractOperation, placeholders: readonly string[], form: RequestBody | undefined) {
    const { headers } = context.request;
    if (operation.needsIfMatch && headers['if-match'] === undefined) {
      throw new TransportError('precondition_required', 'send the ETag that you read as If-Match', [{ field: 'If-Match', reason: 'is required' }]);
    }
    const read = {
      path: readPath(placeholders, operation.path),
      query: readQuery(form?.mediaType === FORM ? `${String(form.value)}&${context.query}` : context.query, operation.query, operation.errors !== 'problem'),
      header: readHeaders(headers, operation.headers),
    };
    if (!operation.checkParameters(read)) {
      throw new TransportError('malformed', 'a parameter does not have the shape of the contract', parameterDetails(operation.checkParameters.errors ?? [], operation.headers));
    }
    return { path: read.path, query: read.query, headers: read.header };
  }

  private async handle(operation: ContractOperation, input: object): Promise<HandlerAnswer> {
    const handler = this.deps.handlers.get(operation.id);
    if (!handler) throw new Error(`nobody handles ${operation.id}`);
    const answer = await handler(input);
    if (this.deps.checkAnswers) checkAnswer(operation, answer);
    return answer;
  }

  private async once(context: RequestContext, operation: ContractOperation, call: { readonly key: string; readonly principal: Principal; readonly body: RequestBody | undefined; readonly input: object }): Promise<void> {
    const requestHash = requestHashOf(context.request.url ?? '', call.body?.raw);
    const { response, replayed } = await this.deps.transactions.runOnce(call.principal.actor, { operation: operation.id, key: call.key, requestHash }, async () => {
      const answer = await this.handle(operation, call.input);
      if (answer.stream || answer.events || answer.raw) throw new Error(`${operation.id} answers a stream, which cannot be kept: declare x-idempotency: none`);
      return storedResponse(answer);
    });
    writeAnswer(context, replayed ? { ...response, headers: { ...response.headers, 'Idempotency-Replayed': 'true' } } : response);
  }
}
