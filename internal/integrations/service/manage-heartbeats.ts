import { AppError } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator, Page, PageRequest } from '#internal/kernel';
import { changedHeartbeat, type Heartbeat, heartbeatAlert, type HeartbeatChange, heartbeatChanged, type HeartbeatId, type HeartbeatTerms, heartbeatTimer, requireHeartbeatVersion } from '../domain/heartbeat.ts';
import type { AlertIntake } from '../ports/alert-intake.ts';
import type { IntegrationsUnitOfWork } from '../ports/integrations-unit-of-work.ts';
import type { SenderSecrets } from '../ports/sender-secrets.ts';

export interface HeartbeatDeps {
  readonly work: IntegrationsUnitOfWork;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly secrets: Pick<SenderSecrets, 'generateToken' | 'digest'>;
  readonly intake: AlertIntake;
}

export const MAX_HEARTBEATS = 1000;

/** `token`: good for pings and nothing else, shown this once. */
export interface HeartbeatWithToken {
  readonly heartbeat: Heartbeat;
  readonly token: string;
}
/** Throws `conflict` for a name that is taken, `limit`. */
export type CreateHeartbeat = (actor: Actor, terms: HeartbeatTerms) => Promise<HeartbeatWithToken>;
export type GetHeartbeat = (actor: Actor, id: HeartbeatId) => Promise<Heartbeat>;
export type ListHeartbeats = (actor: Actor, page: PageRequest) => Promise<Page<Heartbeat>>;
export type ListHeartbeatChanges = (actor: Actor, id: HeartbeatId, page: PageRequest) => Promise<Page<HeartbeatChange>>;
/** One that is switched off while it is down ends its alert. */
export type UpdateHeartbeat = (actor: Actor, id: HeartbeatId, terms: HeartbeatTerms, version: number | undefined) => Promise<Heartbeat>;
/** Ends its alert. */
export type DeleteHeartbeat = (actor: Actor, id: HeartbeatId, version: number | undefined) => Promise<void>;
/** The token before counts no more. */
export type RotateHeartbeatToken = (actor: Actor, id: HeartbeatId) => Promise<HeartbeatWithToken>;

export function createHeartbeat({ work, clock, ids, secrets }: HeartbeatDeps): CreateHeartbeat {
  return async (actor, terms) => {
    const now = clock.now();
    const token = secrets.generateToken();
    const heartbeat: Heartbeat = { ...terms, id: ids.next() as HeartbeatId, tenantId: actor.tenantId, tokenDigest: secrets.digest(token), status: 'waiting', timer: 0, createdAt: now, updatedAt: now, version: 1 };
    await work.run(actor, async ({ heartbeats, audit }) => {
      if ((await heartbeats.count()) >= MAX_HEARTBEATS) throw new AppError('limit', `a tenant has at most ${MAX_HEARTBEATS} heartbeats`);
      await heartbeats.add(heartbeat);
      audit.record(heartbeatChanged('created', undefined, heartbeat));
    });
    return { heartbeat, token };
  };
}

export const getHeartbeat = ({ work }: Pick<HeartbeatDeps, 'work'>): GetHeartbeat => (actor, id) => work.read(actor, ({ heartbeats }) => heartbeats.get(id));

export const listHeartbeats = ({ work }: Pick<HeartbeatDeps, 'work'>): ListHeartbeats => (actor, page) => work.read(actor, ({ heartbeats }) => heartbeats.list(page));

export const listHeartbeatChanges = ({ work }: Pick<HeartbeatDeps, 'work'>): ListHeartbeatChanges => (actor, id, page) =>
  work.read(actor, async ({ heartbeats }) => {
    await heartbeats.get(id);
    return heartbeats.changesOf(id, page);
  });

export function updateHeartbeat({ work, clock, intake }: HeartbeatDeps): UpdateHeartbeat {
  return (actor, id, terms, version) =>
    work.run(actor, async ({ heartbeats, audit, outbox }) => {
      const before = await heartbeats.lock(id);
      requireHeartbeatVersion(before, version);
      const after = changedHeartbeat(before, terms, clock.now());
      await heartbeats.save(after);
      if (before.status === 'down' && after.status !== 'down') await intake.receive(actor, [heartbeatAlert(before, true, clock.now())]);
      outbox.publish(...heartbeatTimer(after));
      audit.record(heartbeatChanged('updated', before, after));
      return { ...after, version: after.version + 1 };
    });
}

export function deleteHeartbeat({ work, clock, intake }: HeartbeatDeps): DeleteHeartbeat {
  return (actor, id, version) =>
    work.run(actor, async ({ heartbeats, audit }) => {
      const before = await heartbeats.lock(id);
      requireHeartbeatVersion(before, version);
      await heartbeats.remove(id);
      if (before.status === 'down') await intake.receive(actor, [heartbeatAlert(before, true, clock.now())]);
      audit.record(heartbeatChanged('deleted', before, undefined));
    });
}

export function rotateHeartbeatToken({ work, clock, secrets }: HeartbeatDeps): RotateHeartbeatToken {
  return (actor, id) =>
    work.run(actor, async ({ heartbeats, audit }) => {
      const before = await heartbeats.lock(id);
      const token = secrets.generateToken();
      const after = { ...before, tokenDigest: secrets.digest(token), updatedAt: clock.now() };
      await heartbeats.save(after);
      audit.record(heartbeatChanged('token_rotated', before, after));
      return { heartbeat: { ...after, version: after.version + 1 }, token };
    });
}
