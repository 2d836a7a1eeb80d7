import type { DomainEvent, Json } from '#internal/kernel';
import { Lanes } from '#internal/platform/lanes';
import { channelRegistry } from '../channels/channel-registry.ts';
import { sealedIntegrationSecrets } from '../crypto/sealed-integration-secrets.ts';
import type { NotificationSnapshot } from '../ports/notification-source.ts';
import { plainData } from '../domain/message-data.ts';
import type { Receiver } from '../domain/receiver.ts';
import { somebody } from '../ports/notifications.contract.ts';
import { type DeliverDeps, deliverNotifications } from '../service/deliver-notifications.ts';
import { enqueueNotification, supersedeNotification } from '../service/enqueue-notification.ts';
import { createReceiver } from '../service/manage-receivers.ts';
import { InMemoryNotificationQueue } from './in-memory-notification-queue.ts';
import { RecordingChannel } from './recording-channel.ts';

/** Everything that delivers, in memory, with a clock that is moved by hand. */
export function notificationBench() {
  const owner = somebody();
  const work = new InMemoryNotificationQueue();
  const time = { now: new Date('2026-03-01T12:00:00.000Z') };
  const clock = { now: () => time.now };
  let count = 0;
  const ids = { next: () => `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}` };
  const channel = new RecordingChannel();
  const tenantSecrets: Record<string, Json> = {};
  const box = { seal: async (of: object, value: Json) => ({ sealed: JSON.stringify([of, value]) }), open: async (of: object, sealed: string) => openFor(of, sealed) };
  const snapshots = new Map<string, NotificationSnapshot>();
  const errors: unknown[] = [];
  const attempts: string[] = [];
  const links: { url: string | undefined } = { url: undefined };
  const deps: DeliverDeps = {
    work, clock, ids, random: () => 1, publicUrl: 'http://localhost:8080',
    channels: channelRegistry([channel, new RecordingChannel('email', false)]),
    secrets: sealedIntegrationSecrets({ box, reveal: async (_actor, names) => Object.fromEntries(names.flatMap((name) => (name in tenantSecrets ? [[name, tenantSecrets[name] as Json]] : []))) }),
    observer: { attempted: (_delivery, { outcome }) => { attempts.push(outcome); } },
    ackUrlOf: async () => links.url,
  };
  const deliver = deliverNotifications(deps);
  const lanes = new Lanes({ atOnce: 32, due: (most) => work.watch.dueIntegrations(time.now, most), serve: ({ tenantId, id }) => deliver(tenantId, id), onError: (error) => errors.push(error) });
  const event = (type: string, notificationId: string): DomainEvent => ({ id: ids.next(), type, tenantId: owner.tenantId, aggregateId: 'g', occurredAt: time.now, correlationId: 'c'.repeat(32), data: { notification_id: notificationId } });
  const enqueue = enqueueNotification({ ...deps, source: { snapshot: async (_actor, id) => snapshots.get(id) }, ring: () => undefined });
  return {
    owner, work, deps, channel, errors, attempts, links, tenantSecrets, snapshots, clock, ids, lanes,
    later: (ms: number) => { time.now = new Date(time.now.getTime() + ms); },
    /** Delivers whatever is due. */
    turn: async () => {
      await lanes.dispatch();
      await lanes.idle();
      if (errors.length > 0) throw errors[0];
    },
    receiver: (name: string, terms: object = {}): Promise<Receiver> =>
      createReceiver({ ...deps, references: { names: async () => false } })(owner, { name, description: '', integrations: [{ kind: 'webhook', settings: { url: `https://${name}.example/` }, ...terms }] }),
    /** Alerting decides on a notification of a group for the receiver's only integration. */
    happen: async ({ name, integrations: [integration] }: Receiver, id: string, groupId = `group of ${id}`) => {
      snapshots.set(id, { notificationId: id, integrationId: integration?.id ?? '', receiver: name, groupId, createdAt: time.now, data: plainData({ key: `{}:{alertname="${id}"}`, receiver: name, title: id, text: id, labels: { team: 'ops' }, externalURL: 'http://localhost:8080', now: time.now }) });
      await enqueue(event('alerting.notification.requested', id));
    },
    again: (id: string) => enqueue(event('alerting.notification.requested', id)),
    supersede: (id: string) => supersedeNotification(deps)(event('alerting.notification.superseded', id)),
    list: async (filter = {}) => (await work.read(owner, ({ deliveries }) => deliveries.list(filter, { limit: 500 }))).items,
    ended: () => work.events.map(({ type, data }) => `${type.replace('notifications.delivery.', '')} ${(data['notification_id'] ?? data['page_id']) as string}`),
  };
}

function openFor(owner: object, sealed: string): Json {
  const [of, value] = JSON.parse(sealed) as [object, Json];
  if (JSON.stringify(of) !== JSON.stringify(owner)) throw new Error('sealed for another owner');
  return value;
}
