import express, { type Request, type Response, Router } from 'express';
import type { Payload } from '@temporalio/common';
import { forbidden, invalid, unauthenticated } from '#pkg/apperror';
import { type Authenticator, requestContextOf } from '#internal/platform/http';
import type { TenantPayloadCodec } from './tenant-payload-codec.ts';

export interface CodecRouterDeps {
  readonly codec: Pick<TenantPayloadCodec, 'decodeFor' | 'encodeFor'>;
  readonly authenticate: Authenticator;
  /** Origins of Temporal's Web UI: pages that may send the session cookie and read the answer. */
  readonly origins: readonly string[];
}

const PERMISSION = 'payloads:read';
const LARGEST_BODY = '16mb';

/**
 * Temporal's remote codec protocol (docs.temporal.io, "Codec Server"), to be mounted at `/codec`: its Web UI posts the payloads that it shows and
 * gets them back in plain, for those who may read payloads, and of their own tenant only. Somebody of several tenants names one in the
 * path: `/codec/tenants/<id>`.
 */
export function codecRouter({ codec, authenticate, origins }: CodecRouterDeps): Router {
  const router = Router();
  router.use((request, response, next) => {
    const { origin } = request.headers;
    if (origin !== undefined && origins.includes(origin)) {
      response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    }
    response.set({ Vary: 'Origin', 'Cache-Control': 'no-store' });
    if (request.method !== 'OPTIONS') return next();
    response.set({
      'Access-Control-Allow-Methods': 'POST, OPTIONS',
      'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? 'authorization, content-type, x-namespace',
      'Access-Control-Max-Age': '600',
    });
    response.status(204).end();
  });
  const body = express.json({ limit: LARGEST_BODY });
  for (const prefix of ['', '/tenants/:tenantId']) {
    router.post(`${prefix}/decode`, body, async (request, response) => {
      const actor = await reader(request, response);
      response.json({ payloads: (await codec.decodeFor(actor.tenantId, payloadsOf(request))).map(toJson) });
    });
    router.post(`${prefix}/encode`, body, async (request, response) => {
      const actor = await reader(request, response);
      response.json({ payloads: (await codec.encodeFor(actor.tenantId, payloadsOf(request))).map(toJson) });
    });
  }
  return router;

  async function reader({ headers, params }: Request, response: Response) {
    const { ip, correlationId } = requestContextOf(response);
    const { authorization, cookie, origin } = headers;
    // A cookie counts for the Web UI's own pages only; a bearer token proves its sender by itself.
    if (authorization === undefined && (origin === undefined || !origins.includes(origin))) throw unauthenticated();
    const tenant = params['tenantId'] ?? headers['x-tenant-id'];
    const principal = await authenticate(
      { ...(authorization !== undefined ? { authorization } : cookie !== undefined && { cookie }), ...(typeof tenant === 'string' && { tenant }) },
      // Nothing changes here, so this is a safe method in the eyes of the cross-site check, which only knows our own origin.
      { ip, method: 'GET', operation: 'codec', correlationId },
    );
    if (!principal.may(PERMISSION)) throw forbidden(`needs the permission ${PERMISSION}`);
    return principal.actor;
  }
}

/** The protocol's JSON: protobuf's JSON mapping of `temporal.api.common.v1.Payloads`, bytes in base64. */
function payloadsOf({ body }: Request): Payload[] {
  const { payloads } = (body ?? {}) as { readonly payloads?: unknown };
  if (!Array.isArray(payloads)) throw invalid('/payloads', 'must be an array of payloads');
  return payloads.map((payload: unknown, index) => {
    const { metadata = {}, data } = (payload ?? {}) as { readonly metadata?: unknown; readonly data?: unknown };
    const fields = typeof metadata === 'object' && metadata !== null ? Object.entries(metadata) : undefined;
    if (!fields?.every(([, value]) => typeof value === 'string') || (data !== undefined && typeof data !== 'string')) {
      throw invalid(`/payloads/${index}`, 'must hold metadata and data in base64');
    }
    return {
      metadata: Object.fromEntries(fields.map(([key, value]) => [key, Buffer.from(value as string, 'base64')])),
      ...(data !== undefined && { data: Buffer.from(data, 'base64') }),
    };
  });
}

const toJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [key, Buffer.from(value).toString('base64')])),
  ...(data && { data: Buffer.from(data).toString('base64') }),
});
