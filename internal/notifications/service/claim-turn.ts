import type { Actor } from '#internal/kernel';
import { allowance, bundleData, counted, turnOf } from '../domain/delivery-rate.ts';
import { type Integration, integrationCircuit, type IntegrationId } from '../domain/receiver-integration.ts';
import { givenUp, type NotificationDelivery, type NotificationDeliveryId } from '../domain/notification-delivery.ts';
import { deliveryChanged, deliveryEnded } from '../domain/receiver-trail.ts';
import type { NotificationRepositories } from '../ports/notifications-unit-of-work.ts';
import type { NotificationDeps } from './notification-deps.ts';

/** Attempts of one integration that are under way at once, in one turn of one worker. */
const AT_ONCE = 8;
/** Longer than an attempt may take: a worker that died has lost its deliveries after this time. */
export const LEASE_MS = 30_000;
const ORPHANS_AT_ONCE = 500;

/** Takes what may go out now to one worker: as much as the circuit and the rate of the integration let pass. One worker at a time decides. */
export function claimTurn({ work, clock, ids, publicUrl }: Pick<NotificationDeps, 'work' | 'clock' | 'ids' | 'publicUrl'>, actor: Actor, integrationId: IntegrationId): Promise<{ readonly integration?: Integration; readonly claimed: readonly NotificationDelivery[] }> {
  return work.run(actor, async (scope) => {
    const { integrations, deliveries, audit, outbox } = scope;
    const now = clock.now();
    const integration = await integrations.lock(integrationId);
    if (!integration) {
      for (const orphan of await deliveries.lockOrphans(integrationId, ORPHANS_AT_ONCE)) {
        const dead = givenUp(orphan, 'integration_removed', 'the integration is no longer there', now);
        await deliveries.save(dead);
        audit.record(deliveryChanged('dead', dead));
        const told = dead.purpose === 'bundle' ? await deliveries.inBundle(dead.id) : [dead];
        outbox.publish(...told.map((each) => deliveryEnded('dead', each, dead)));
      }
      return { claimed: [] };
    }
    const circuit = integrationCircuit(integration, now);
    if (circuit === 'open') return { claimed: [] };
    const claimed = await claim(scope, integration, circuit === 'half_open' ? 1 : AT_ONCE, now);
    await integrations.saveState(counted(integration, claimed.length, now));
    return { integration, claimed };
  });

  async function claim({ deliveries }: NotificationRepositories, integration: Integration, most: number, now: Date): Promise<readonly NotificationDelivery[]> {
    const terms = { now, leasedUntil: new Date(now.getTime() + LEASE_MS) };
    const room = allowance(integration, now);
    const { ratePerMinute } = integration;
    if (ratePerMinute === undefined) return deliveries.claim(integration.id, { ...terms, most });
    const { single, bundled } = turnOf(await deliveries.countDue(integration.id, now), room);
    if (single === 0 && bundled === 0) {
      await deliveries.holdBack(integration.id, now);
      return [];
    }
    const first = single === 0 ? [] : await deliveries.claim(integration.id, { ...terms, most: Math.min(single, most) });
    if (bundled === 0 || first.length >= most) return first; // the next turn goes on
    const members = await deliveries.lockDue(integration.id, { now, most: bundled });
    if (members.length < 2) return [...first, ...(await deliveries.claim(integration.id, { ...terms, most: 1 }))];
    return [...first, await bundle(deliveries, members, { integration, ratePerMinute, terms })];
  }

  async function bundle(deliveries: NotificationRepositories['deliveries'], members: readonly NotificationDelivery[], { integration, ratePerMinute, terms: { now, leasedUntil } }: { readonly integration: Integration; readonly ratePerMinute: number; readonly terms: { readonly now: Date; readonly leasedUntil: Date } }): Promise<NotificationDelivery> {
    const id = ids.next() as NotificationDeliveryId;
    const summary: NotificationDelivery = {
      id, tenantId: actor.tenantId, integrationId: integration.id, receiver: members[0]?.receiver ?? '', kind: integration.kind, purpose: 'bundle', subjectId: id, orderKey: id,
      data: bundleData(members, { id, ratePerMinute, externalURL: publicUrl }), toldAt: now, status: 'pending', attempts: 1, nextAttemptAt: now, leasedUntil, heldBack: false, createdAt: now,
    };
    await deliveries.addNew([summary]);
    for (const member of members) await deliveries.save({ ...member, status: 'bundled', bundleId: id, heldBack: true, finishedAt: now });
    return summary;
  }
}
