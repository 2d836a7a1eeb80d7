import { AppError, notFound } from '#pkg/apperror';
import type { Actor, Clock, Page, PageRequest } from '#internal/kernel';
import { checkRouting } from '../domain/check-routing.ts';
import { isSameRouting, nextRouting, receiversOf, routingAudit, routingChanged, type RoutingConfig, type RoutingVersion } from '../domain/routing-config.ts';
import type { RoutingSettings } from '../domain/routing-settings.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { Receivers } from '../ports/receivers.ts';

/** Throws `not_found` for a tenant without a routing configuration. */
export type GetRouting = (actor: Actor) => Promise<RoutingConfig>;
/** `version` is the one that the caller has read, 0 when there was none; undefined changes whatever is there. Throws `invalid` with the field, `limit`, `conflict` and `precondition_failed`. */
export type PutRouting = (actor: Actor, settings: RoutingSettings, terms: { readonly version: number | undefined; readonly note: string | null }) => Promise<RoutingConfig>;
/** Latest first. */
export type ListRoutingVersions = (actor: Actor, page: PageRequest) => Promise<Page<RoutingVersion>>;
/** Throws `not_found`. */
export type GetRoutingVersion = (actor: Actor, version: number) => Promise<RoutingConfig>;
/** Makes an earlier version hold again, as a new one. Throws as {@link PutRouting}, and `not_found`. */
export type RestoreRoutingVersion = (actor: Actor, version: number) => Promise<RoutingConfig>;
/** Whether the routes that hold name a receiver. */
export type RoutingNamesReceiver = (actor: Actor, receiver: string) => Promise<boolean>;

interface Deps {
  readonly work: AlertingUnitOfWork;
  readonly receivers: Receivers;
  readonly clock: Clock;
}

export const getRouting = ({ work }: Pick<Deps, 'work'>): GetRouting => (actor) =>
  work.read(actor, async ({ routing }) => {
    const current = await routing.current();
    if (!current) throw notFound('routing configuration');
    return current;
  });

export const putRouting = (deps: Deps): PutRouting => (actor, settings, { version, note }) => store(deps, actor, settings, { version, note });

export const listRoutingVersions = ({ work }: Pick<Deps, 'work'>): ListRoutingVersions => (actor, page) => work.read(actor, ({ routing }) => routing.list(page));

export const getRoutingVersion = ({ work }: Pick<Deps, 'work'>): GetRoutingVersion => (actor, version) => work.read(actor, ({ routing }) => routing.get(version));

export const restoreRoutingVersion = (deps: Deps): RestoreRoutingVersion => async (actor, version) => {
  const { settings } = await deps.work.read(actor, ({ routing }) => routing.get(version));
  return store(deps, actor, settings, { version: undefined, note: null, restoredFrom: version });
};

export const routingNamesReceiver = ({ work }: Pick<Deps, 'work'>): RoutingNamesReceiver => (actor, receiver) =>
  work.read(actor, async ({ routing }) => {
    const current = await routing.current();
    return current !== undefined && receiversOf(current.settings).includes(receiver);
  });

interface Terms {
  readonly version: number | undefined;
  readonly note: string | null;
  readonly restoredFrom?: number;
}

async function store({ work, receivers, clock }: Deps, actor: Actor, settings: RoutingSettings, { version, ...terms }: Terms): Promise<RoutingConfig> {
  checkRouting(settings, new Set((await receivers.list(actor)).map(({ name }) => name)));
  return work.run(actor, async ({ routing, audit, outbox }) => {
    const before = await routing.current();
    const there = before?.version ?? 0;
    if (version !== undefined && version !== there) throw new AppError('precondition_failed', there === 0 ? 'there is no routing configuration' : `the routing configuration is at version ${there} by now`);
    if (before && isSameRouting(before.settings, settings)) return before;
    const after = nextRouting(before, settings, { actor, now: clock.now(), ...terms });
    await routing.add(after);
    audit.record(routingAudit(terms.restoredFrom === undefined ? 'changed' : 'restored', before, after, actor));
    outbox.publish(routingChanged(after, actor));
    return after;
  });
}
