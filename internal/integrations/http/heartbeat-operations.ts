import type { Actor } from '#internal/kernel';
import { type components, type Operations, pageJson, pageRequest, type Principal } from '#internal/platform/http';
import { forbidden } from '#pkg/apperror';
import type { Heartbeat, HeartbeatChange, HeartbeatId, HeartbeatTerms } from '../domain/heartbeat.ts';
import type { HeartbeatPlace } from '../ports/heartbeat-repository.ts';
import type { CreateHeartbeat, DeleteHeartbeat, GetHeartbeat, HeartbeatWithToken, ListHeartbeatChanges, ListHeartbeats, RotateHeartbeatToken, UpdateHeartbeat } from '../service/manage-heartbeats.ts';
import type { PingByToken, PingHeartbeat } from '../service/ping-heartbeat.ts';

interface Use {
  readonly listHeartbeats: ListHeartbeats;
  readonly createHeartbeat: CreateHeartbeat;
  readonly getHeartbeat: GetHeartbeat;
  readonly updateHeartbeat: UpdateHeartbeat;
  readonly deleteHeartbeat: DeleteHeartbeat;
  readonly rotateHeartbeatToken: RotateHeartbeatToken;
  readonly listHeartbeatChanges: ListHeartbeatChanges;
  readonly pingHeartbeat: PingHeartbeat;
  readonly pingByToken: PingByToken;
}

type Served =
  | 'listHeartbeats' | 'createHeartbeat' | 'getHeartbeat' | 'updateHeartbeat' | 'deleteHeartbeat' | 'rotateHeartbeatToken' | 'listHeartbeatChanges'
  | 'pingHeartbeat' | 'pingHeartbeatByGet' | 'pingByToken' | 'pingByTokenWithGet';

const idOf = ({ heartbeatId }: { readonly heartbeatId: string }) => heartbeatId as HeartbeatId;

/** Heartbeats as people manage them, and their pings. */
export function heartbeatOperations(use: Use): Pick<Operations, Served> {
  const ping = async (actor: Actor, path: { readonly heartbeatId: string }) => ({ status: 200 as const, headers: NO_STORE, body: beatJson(await use.pingHeartbeat(actor, idOf(path))) });
  const pingFromOutside = async ({ pingToken }: { readonly pingToken: string }, correlationId: string) => ({ status: 200 as const, headers: NO_STORE, body: beatJson(await use.pingByToken(pingToken, (place) => actorOf(place, correlationId))) });
  return {
    async listHeartbeats({ actor, query }) {
      const page = await use.listHeartbeats(actor, pageRequest('listHeartbeats', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listHeartbeats', query, page, heartbeatJson) };
    },

    async createHeartbeat({ actor, body }) {
      const made = await use.createHeartbeat(actor, toTerms(body));
      return { status: 201, location: `/api/v1/heartbeats/${made.heartbeat.id}`, ...withToken(made) };
    },

    async getHeartbeat({ actor, path }) {
      const heartbeat = await use.getHeartbeat(actor, idOf(path));
      return { status: 200, body: heartbeatJson(heartbeat), etag: heartbeat.version };
    },

    async updateHeartbeat({ actor, path, body, ifMatch }) {
      const heartbeat = await use.updateHeartbeat(actor, idOf(path), toTerms(body), ifMatch);
      return { status: 200, body: heartbeatJson(heartbeat), etag: heartbeat.version };
    },

    async deleteHeartbeat({ actor, path, ifMatch }) {
      await use.deleteHeartbeat(actor, idOf(path), ifMatch);
      return { status: 204 };
    },

    async rotateHeartbeatToken({ actor, path }) {
      return { status: 200, ...withToken(await use.rotateHeartbeatToken(actor, idOf(path))) };
    },

    async listHeartbeatChanges({ actor, path, query }) {
      const page = await use.listHeartbeatChanges(actor, idOf(path), pageRequest('listHeartbeatChanges', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listHeartbeatChanges', query, page, changeJson) };
    },

    pingHeartbeat: ({ actor, path }) => ping(actor, path),

    async pingHeartbeatByGet({ actor, principal, path }) {
      requireNoBrowser(principal);
      return ping(actor, path);
    },

    pingByToken: ({ path, correlationId }) => pingFromOutside(path, correlationId),

    pingByTokenWithGet: ({ path, correlationId }) => pingFromOutside(path, correlationId),
  };
}

const NO_STORE = { 'Cache-Control': 'no-store' };

/** Any page could make a browser that is signed in send a GET. */
function requireNoBrowser({ kind }: Principal): void {
  if (kind === 'session') throw forbidden('a browser pings with POST');
}

const actorOf = ({ tenantId, id }: HeartbeatPlace, correlationId: string): Actor => ({ tenantId, subject: `heartbeat:${id}`, kind: 'api_key', correlationId, via: 'pingByToken' });

const toTerms = ({ name, enabled, interval_seconds, grace_seconds, labels, severity }: components['schemas']['WriteHeartbeat']): HeartbeatTerms => ({
  name, enabled: enabled ?? true, intervalSeconds: interval_seconds, graceSeconds: grace_seconds ?? 0, labels: labels ?? {}, severity: severity ?? 'critical',
});

const heartbeatJson = (heartbeat: Heartbeat) => ({
  id: heartbeat.id,
  name: heartbeat.name,
  enabled: heartbeat.enabled,
  interval_seconds: heartbeat.intervalSeconds,
  grace_seconds: heartbeat.graceSeconds,
  labels: { ...heartbeat.labels },
  severity: heartbeat.severity,
  ...beatJson(heartbeat),
  created_at: heartbeat.createdAt.toISOString(),
  updated_at: heartbeat.updatedAt.toISOString(),
  version: heartbeat.version,
});

const beatJson = ({ status, lastPingAt, dueAt }: Heartbeat) => ({ status, last_ping_at: lastPingAt?.toISOString() ?? null, due_at: status === 'up' ? (dueAt?.toISOString() ?? null) : null });

const withToken = ({ heartbeat, token }: HeartbeatWithToken) => ({ headers: NO_STORE, body: { ...heartbeatJson(heartbeat), token, ping_path: `/api/v1/ping/${token}` }, etag: heartbeat.version });

const changeJson = ({ status, lastPingAt, createdAt }: HeartbeatChange) => ({ status, last_ping_at: lastPingAt?.toISOString() ?? null, changed_at: createdAt.toISOString() });
