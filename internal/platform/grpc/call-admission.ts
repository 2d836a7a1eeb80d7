import type { CallContext, ServerMiddlewareCall } from 'nice-grpc';
import type { AdmissionControl, Authenticator, OpenStreams, Principal, RateLimiter } from '#internal/platform/http';
import { AppError, forbidden } from '#pkg/apperror';
import { currentTraceparent } from '#pkg/observability';
import type { Framed } from './call-frame.ts';
import type { Caller } from './grpc-service.ts';

export interface CallAdmissionDeps {
  /** The same as of HTTP. */
  readonly authenticate: Authenticator;
  /** Shared with HTTP: a tenant has one quota. */
  readonly rateLimiter: RateLimiter;
  readonly admission: AdmissionControl;
  /** Shared with HTTP. */
  readonly streams: OpenStreams;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Middleware of one service: who calls → quota → permission → room. `permissions` are by path of the method, `/orchestrix.v1.AgentService/GetAgent`. */
export function callAdmission({ authenticate, rateLimiter, admission, streams }: CallAdmissionDeps, permissions: ReadonlyMap<string, string>) {
  return async function* admit<Request, Response>(call: ServerMiddlewareCall<Request, Response, Caller>, context: CallContext & Framed): AsyncGenerator<Response, Response | void, undefined> {
    const { path } = call.method;
    const permission = permissions.get(path);
    if (permission === undefined) throw new Error(`${path} declares no permission`);
    const principal = await principalOf(context, path);
    const { tenantId } = principal.actor;
    const { allowed, retryAfterSeconds } = rateLimiter.take(tenantId);
    if (!allowed) throw new AppError('limit', 'the tenant sends more requests than its quota allows', { retryAfterSeconds });
    if (!principal.may(permission)) throw forbidden(`this needs the permission ${permission}`);
    const admitted = { ...context, actor: principal.actor, principal };
    const leave = call.responseStream || call.requestStream ? streams.open(tenantId) : enter();
    try {
      return yield* call.next(call.request, admitted);
    } finally {
      leave();
    }
  };

  function enter(): () => void {
    admission.enter('normal');
    return () => admission.leave();
  }

  function principalOf({ metadata, peer, correlationId }: CallContext & Framed, path: string): Promise<Principal> {
    const [authorization, apiKey, tenant, userAgent] = ['authorization', 'x-api-key', 'x-tenant-id', 'user-agent'].map((name) => metadata.get(name) as string | undefined);
    const traceparent = currentTraceparent();
    const credentials = {
      ...(authorization !== undefined && { authorization }),
      ...(apiKey !== undefined && { apiKey }),
      ...(tenant !== undefined && UUID.test(tenant) && { tenant }),
    };
    const operation = path.slice(path.lastIndexOf('.') + 1).replace('/', '.');
    return authenticate(credentials, {
      ip: peer.slice(0, Math.max(0, peer.lastIndexOf(':'))),
      method: 'POST',
      operation,
      correlationId,
      ...(traceparent !== undefined && { traceparent }),
      ...(userAgent !== undefined && { userAgent }),
    });
  }
}
