import { randomUUID } from 'node:crypto';
import { compileInhibitRule, compileRoute, type InhibitRuleConfig, type NamedTimeIntervals, parseMatchers, parseTimeInterval, type RouteConfig, type TimeIntervalConfig } from '#pkg/alertmanager';
import type { Actor, DomainEvent, NewEvent } from '#internal/kernel';
import { compileRoutingPlan } from '../domain/compile-routing-plan.ts';
import type { Labels } from '../domain/labels.ts';
import type { NotificationSnapshot } from '../domain/notification.ts';
import type { RoutingPlan } from '../domain/routing-plan.ts';
import type { Receiver } from '../ports/receivers.ts';
import { alertingInMemory } from './alerting-in-memory.ts';
import { after, noon, signalInput } from './samples.ts';

/** A routing configuration in few words; matchers as Alertmanager writes them. */
export interface RoutingSample {
  readonly route: RouteConfig;
  readonly inhibit?: readonly { readonly source: string; readonly target: string; readonly equal: readonly string[] }[];
  readonly intervals?: Readonly<Record<string, readonly TimeIntervalConfig[]>>;
}

export const planOf = ({ route, inhibit = [], intervals = {} }: RoutingSample, version = 1): RoutingPlan => {
  const rules = inhibit.map(({ source, target, equal }): InhibitRuleConfig => ({ sourceMatchers: parseMatchers(source), targetMatchers: parseMatchers(target), equal }));
  const named = Object.entries(intervals).map(([name, configs]): [string, NamedTimeIntervals] => [name, { name, intervals: configs.map(parseTimeInterval) }]);
  return compileRoutingPlan({ version, root: compileRoute(route), inhibitRules: rules.map(compileInhibitRule), timeIntervals: new Map(named) });
};

/** A route in seconds. */
export const routeOf = ({ wait = 30, every = 300, repeat = 3600, by = ['alertname'], ...rest }: { wait?: number; every?: number; repeat?: number; by?: readonly string[] | 'all' } & RouteConfig = {}): RouteConfig => ({
  receiver: 'team', groupBy: by, groupWaitMs: wait * 1000, groupIntervalMs: every * 1000, repeatIntervalMs: repeat * 1000, ...rest,
});

export const team = (given: { readonly sendResolved?: boolean; readonly maxAlerts?: number } = {}, name = 'team'): Receiver => ({ name, integrations: [{ id: `${name}-hook`, kind: 'webhook', sendResolved: true, ...given }] });

/** What becomes of a notification that is requested: the seconds until it is delivered, or that it never is. */
export type Delivery = number | 'dead' | 'lost';

/** Alerting with a routing configuration, and time that passes by itself: timers are delivered when their time comes, notifications as `deliver` says. */
export function routedAlerting(sample: RoutingSample, receivers: readonly Receiver[] = [team()], actor?: Actor) {
  const alerting = alertingInMemory(actor);
  alerting.route(planOf(sample), receivers);
  const { ana, work, handlers } = alerting;
  let deliver: (notification: NotificationSnapshot) => Delivery = () => 0;
  let seen = 0;
  const waiting: { readonly at: Date; readonly event: NewEvent }[] = [];

  const take = async (event: NewEvent, at: Date) => {
    if (event.type !== 'alerting.notification.requested') return void waiting.push({ at: event.availableAt ?? at, event });
    const notification = await work.read(ana, ({ notifications }) => notifications.get(event.aggregateId as NotificationSnapshot['id']));
    const outcome = deliver(notification);
    if (outcome === 'lost') return;
    const deliveredAt = new Date(at.getTime() + (outcome === 'dead' ? 0 : outcome * 1000));
    const type = outcome === 'dead' ? 'notifications.delivery.dead' : 'notifications.delivery.succeeded';
    waiting.push({ at: deliveredAt, event: { type, aggregateId: notification.id, data: { notification_id: notification.id, delivered_at: deliveredAt.toISOString() } } });
  };

  /** Handles all that is due until so many seconds after noon. */
  async function until(seconds: number): Promise<void> {
    for (;;) {
      for (; seen < work.events.length; seen += 1) await take(work.events[seen] as NewEvent, alerting.now());
      waiting.sort((a, b) => a.at.getTime() - b.at.getTime());
      const [next] = waiting;
      if (!next || next.at > after(seconds)) break;
      waiting.shift();
      if (next.at > alerting.now()) alerting.at((next.at.getTime() - noon.getTime()) / 1000);
      await handle(next.event);
    }
    alerting.at(seconds);
  }

  const handle = async (event: NewEvent): Promise<void> => {
    const full: DomainEvent = { id: randomUUID(), tenantId: ana.tenantId, correlationId: ana.correlationId, occurredAt: alerting.now(), ...event };
    await (handlers as Readonly<Record<string, (of: DomainEvent) => Promise<void>>>)[event.type]?.(full);
  };

  const signal = (labels: Labels, endsAfter: number) => ({ ...signalInput(), labels: { alertname: 'Down', ...labels }, startsAt: alerting.now(), endsAt: new Date(alerting.now().getTime() + endsAfter * 1000) });
  const notifications = async () => (await Promise.all(work.events.filter(({ type }) => type === 'alerting.notification.requested').map(({ aggregateId }) => work.read(ana, (scope) => scope.notifications.get(aggregateId as NotificationSnapshot['id'])))));
  return {
    ...alerting,
    until,
    handle,
    notifications,
    /** How notifications fare from now on. */
    delivering: (how: typeof deliver) => void (deliver = how),
    /** Signals now; they hold for two hours. */
    fire: (...labels: readonly Labels[]) => alerting.receiveSignals(ana, labels.map((each) => signal(each, 7200))),
    resolve: (...labels: readonly Labels[]) => alerting.receiveSignals(ana, labels.map((each) => signal(each, 0))),
    reroute: async (next: RoutingSample, told?: readonly Receiver[]) => {
      alerting.route(planOf(next, 2), told);
      await handle({ type: 'alerting.routing.changed', aggregateId: 'routing', data: {} });
    },
    groups: () => work.read(ana, ({ alertGroups }) => alertGroups.all()),
    /** Every notification in words: `30 team first notification +a +b -c`. */
    told: async () => (await notifications()).map(inWords),
  };
}

function inWords({ createdAt, receiver, reason, data }: NotificationSnapshot): string {
  const names = data.alerts.map(({ status, labels }) => `${status === 'firing' ? '+' : '-'}${labels['pod'] ?? labels['alertname'] ?? ''}`);
  return [(createdAt.getTime() - noon.getTime()) / 1000, receiver, reason, ...names].join(' ');
}
