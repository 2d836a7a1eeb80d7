import { invalid } from '#pkg/apperror';
import type { NotificationReason } from '#pkg/alertmanager';
import type { Alert, AlertId } from './alert.ts';
import { flushed, openGroup, tickOf, type AlertGroup, type AlertGroupId } from './alert-group.ts';
import type { Fingerprint } from './fingerprint.ts';
import { decideFlush } from './flush.ts';
import type { MuteReason } from './mute-reason.ts';
import { keepMs, type NotificationLogEntry } from './notification-log.ts';
import type { GroupSeat, InhibitionRule, RoutingPlan } from './routing-plan.ts';

/** One alert as it was: from when until when it fired. */
export interface SimulatedEpisode {
  readonly alert: Alert;
  readonly from: Date;
  /** `null`: it still fires. */
  readonly until: Date | null;
}

/** A notification that a routing would have made. */
export interface SimulatedNotification {
  readonly at: Date;
  readonly receiver: string;
  readonly groupKey: string;
  readonly reason: NotificationReason;
  readonly firing: readonly Fingerprint[];
  readonly resolved: readonly Fingerprint[];
  /** Alerts that it tells of as firing. */
  readonly alertIds: readonly AlertId[];
}

interface SimulationInput {
  readonly plan: RoutingPlan;
  readonly episodes: readonly SimulatedEpisode[];
  /** Whether a receiver wants to hear that alerts are over. */
  readonly sendResolved: (receiver: string) => boolean;
  readonly until: Date;
}

/** Flushes of all groups together that one simulation may take. */
export const MAX_FLUSHES = 100_000;

/**
 * What a routing would have notified of alerts as they were: groups with their timers on a virtual clock, inhibition, time intervals, and a log in which every notification is delivered at once. Silences, maintenance and
 * flapping are left out: they do not belong to the routing. Throws `invalid` when it would take more than `MAX_FLUSHES`.
 */
export function simulateRouting({ plan, episodes, sendResolved, until }: SimulationInput): readonly SimulatedNotification[] {
  const groups = new Map<string, { readonly seat: GroupSeat; readonly episodes: SimulatedEpisode[] }>();
  for (const episode of [...episodes].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    for (const seat of plan.seatsOf(episode.alert.labels)) {
      const key = `${seat.key}\0${seat.terms.receiver}`;
      const group = groups.get(key);
      if (group) group.episodes.push(episode);
      else groups.set(key, { seat, episodes: [episode] });
    }
  }
  const inhibitions = new SimulatedInhibitions(plan.inhibitions, episodes);
  const budget = { flushes: 0 };
  const all = [...groups.values()].flatMap(({ seat, episodes: own }) => new GroupSimulation(plan, seat, own, { inhibitions, sendResolved: sendResolved(seat.terms.receiver), until, budget }).run());
  return all.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.groupKey < b.groupKey ? -1 : 1));
}

const firesAt = ({ from, until }: SimulatedEpisode, time: Date): boolean => from <= time && (until === null || until > time);

/** Which alerts inhibited which others, at any time. */
class SimulatedInhibitions {
  private readonly sources = new Map<string, SimulatedEpisode[]>();

  constructor(
    private readonly rules: readonly InhibitionRule[],
    episodes: readonly SimulatedEpisode[],
  ) {
    for (const episode of episodes) {
      for (const rule of rules) {
        if (!rule.isSource(episode.alert.labels)) continue;
        const key = this.keyOf(rule, episode.alert);
        this.sources.set(key, [...(this.sources.get(key) ?? []), episode]);
      }
    }
  }

  reasons(alert: Alert, now: Date): readonly MuteReason[] {
    return this.rules.flatMap((rule) => {
      if (!rule.isTarget(alert.labels)) return [];
      const bothSides = rule.isSource(alert.labels);
      const source = this.sources.get(this.keyOf(rule, alert))?.find((episode) => firesAt(episode, now) && !(bothSides && rule.isTarget(episode.alert.labels)));
      return source ? [{ stage: 'inhibition' as const, words: `inhibited by ${source.alert.fingerprint}` }] : [];
    });
  }

  private readonly keyOf = (rule: InhibitionRule, { labels }: Alert): string => `${rule.id}\0${rule.equalKeyOf(labels)}`;
}

interface Surroundings {
  readonly inhibitions: SimulatedInhibitions;
  readonly sendResolved: boolean;
  readonly until: Date;
  readonly budget: { flushes: number };
}

/** All lives of one group, one after the other, and its log. */
class GroupSimulation {
  private log: NotificationLogEntry | undefined;
  private readonly told: SimulatedNotification[] = [];

  constructor(
    private readonly plan: RoutingPlan,
    private readonly seat: GroupSeat,
    private readonly episodes: readonly SimulatedEpisode[],
    private readonly around: Surroundings,
  ) {}

  run(): readonly SimulatedNotification[] {
    let next = 0;
    while (next < this.episodes.length) next = this.live(next);
    return this.told;
  }

  /** One life, from the alert that opens it; answers the first alert that comes after it. */
  private live(first: number): number {
    const { episodes, around, seat } = this;
    const [opening] = episodes.slice(first, first + 1);
    if (!opening) return first + 1;
    const members = new Map<Fingerprint, SimulatedEpisode>();
    let group: AlertGroup = openGroup('simulated' as AlertGroupId, seat, opening.alert.startsAt, opening.from);
    let next = first;
    while (group.nextFlushAt < around.until) {
      const now = group.nextFlushAt;
      for (; (episodes[next]?.from ?? around.until) <= now; next += 1) {
        const joining = episodes[next];
        if (joining) members.set(joining.alert.fingerprint, joining);
      }
      if (++around.budget.flushes > MAX_FLUSHES) throw invalid('/since', `the simulation takes more than ${MAX_FLUSHES} flushes: choose a shorter period or longer intervals`);
      const leaving = this.flush(now, [...members.values()]);
      for (const fingerprint of leaving) members.delete(fingerprint);
      if (members.size === 0) return next;
      group = flushed(group, seat.terms, tickOf(group, seat.terms, now), [], now);
    }
    // What is left begins after the period, or is told after it.
    return episodes.length;
  }

  private flush(now: Date, members: readonly SimulatedEpisode[]): readonly Fingerprint[] {
    const { seat: { key, terms }, around, plan } = this;
    const byTime = timeReasons(plan, terms, now);
    const alerts = members.map((episode) => asOf(episode, now));
    const integration = { id: terms.receiver, sendResolved: around.sendResolved };
    const log = this.log && this.log.expiresAt > now ? new Map([[terms.receiver, this.log]]) : new Map<string, NotificationLogEntry>();
    const reasonsOf = (alert: Alert) => [...byTime, ...around.inhibitions.reasons(alert, now)];
    const { tellings, leaving } = decideFlush({ terms, members: alerts, reasonsOf, integrations: [integration], log, underWay: [], now, tick: now });
    for (const { reason, firing, resolved, alerts: shown } of tellings) {
      this.log = { groupKey: key, receiver: terms.receiver, integrationId: terms.receiver, notifiedAt: now, firing, resolved, expiresAt: new Date(now.getTime() + keepMs(terms)) };
      if (shown.length > 0) this.told.push({ at: now, receiver: terms.receiver, groupKey: key, reason, firing, resolved, alertIds: shown.filter(({ status }) => status !== 'resolved').map(({ id }) => id) });
    }
    const gone = new Set<AlertId>(leaving);
    return alerts.filter(({ id }) => gone.has(id)).map(({ fingerprint }) => fingerprint);
  }
}

function timeReasons(plan: RoutingPlan, { activeTimeIntervals, muteTimeIntervals }: GroupSeat['terms'], now: Date): readonly MuteReason[] {
  if (activeTimeIntervals.length > 0 && !activeTimeIntervals.some((name) => plan.isIn(name, now))) return [{ stage: 'active_time', words: 'outside of the active time intervals' }];
  return muteTimeIntervals.filter((name) => plan.isIn(name, now)).map((name) => ({ stage: 'mute_time' as const, name, words: `inside of the mute time interval ${name}` }));
}

/** The alert as it was at a time: it fires, or it is over. */
function asOf(episode: SimulatedEpisode, now: Date): Alert {
  const { alert, until } = episode;
  const shared = { ...alert, expiresAt: null, flappingSince: null };
  return firesAt(episode, now)
    ? { ...shared, status: 'firing', endsAt: null, resolvedAt: null, resolvedBy: null, resolution: null }
    : { ...shared, status: 'resolved', endsAt: until, resolvedAt: until };
}
