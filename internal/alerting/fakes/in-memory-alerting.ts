import { type Actor, pageOf, type TenantId } from '#internal/kernel';
import { InMemoryUnitOfWork, newestPage } from '#internal/platform/fakes';
import { conflict, notFound } from '#pkg/apperror';
import { hasExpired, isOpen, type Alert } from '../domain/alert.ts';
import { DEFAULT_FLAPPING_POLICY } from '../domain/flapping.ts';
import type { AlertRule } from '../domain/alert-rule.ts';
import type { EventRule } from '../domain/event-rule.ts';
import type { RoutingConfig } from '../domain/routing-config.ts';
import type { RuleGroup } from '../domain/metric-rule-group.ts';
import { NO_PROGRESS, type GroupProgress, type SavedGroupState } from '../domain/rule-group-progress.ts';
import type { AlertFilter, AlertRepository } from '../ports/alert-repository.ts';
import type { AlertRuleRepository } from '../ports/alert-rule-repository.ts';
import type { Notification } from '../domain/notification.ts';
import type { NoiseRepository } from '../ports/noise-repository.ts';
import type { FlappingRepository, StoredFlappingPolicy } from '../ports/flapping-repository.ts';
import { inMemoryMaintenanceWindows, type OwnedMaintenanceWindow } from './in-memory-maintenance-windows.ts';
import type { AlertingRepositories } from '../ports/alerting-unit-of-work.ts';
import type { RoutingConfigRepository } from '../ports/routing-config-repository.ts';
import type { RuleGroupRepository } from '../ports/rule-group-repository.ts';
import { inMemoryRoutingConfigs } from './in-memory-routing-configs.ts';
import { inMemorySilences, type OwnedSilence } from './in-memory-silences.ts';
import { inMemoryAlertGroups, type GroupTables } from './in-memory-alert-groups.ts';
import { inMemoryInhibitions, inMemoryNotifications, type NotificationTables } from './in-memory-notifications.ts';

type Owned<Row> = Row & { readonly owner: TenantId };

interface Tables {
  readonly alerts: readonly Owned<Alert>[];
  readonly rules: readonly Owned<EventRule>[];
  readonly groups: readonly Owned<RuleGroup>[];
  readonly routing: readonly Owned<RoutingConfig>[];
  readonly silences: readonly OwnedSilence[];
  readonly told: ReadonlyMap<TenantId, GroupTables & NotificationTables>;
  readonly maintenance: readonly OwnedMaintenanceWindow[];
  readonly flappingPolicies: ReadonlyMap<TenantId, StoredFlappingPolicy>;
}

/** Alerts and rules in lists. */
export class InMemoryAlerting extends InMemoryUnitOfWork<AlertingRepositories, Tables> {
  protected tables: Tables = { alerts: [], rules: [], groups: [], routing: [], silences: [], maintenance: [], flappingPolicies: new Map(), told: new Map() };

  protected repositories({ tenantId }: Actor): AlertingRepositories {
    const store = this.toldOf(tenantId);
    return {
      alerts: this.alertRepository(tenantId),
      rules: this.ruleRepository(tenantId),
      groups: this.groupRepository(tenantId),
      routing: this.routingRepository(tenantId),
      maintenance: inMemoryMaintenanceWindows(tenantId, () => this.tables.maintenance, (maintenance) => void (this.tables = { ...this.tables, maintenance })),
      flapping: this.flappingRepository(tenantId),
      noise: this.noiseRepository(tenantId),
      silences: inMemorySilences(tenantId, () => this.tables.silences, (silences) => void (this.tables = { ...this.tables, silences })),
      alertGroups: inMemoryAlertGroups(store),
      inhibitions: inMemoryInhibitions(store),
      notifications: inMemoryNotifications(store),
    };
  }

  private toldOf(owner: TenantId) {
    const get = () => this.tables.told.get(owner) ?? { groups: [], members: [], notifications: [], log: [], sources: [] };
    return {
      get,
      put: (change: Partial<GroupTables & NotificationTables>) => void (this.tables = { ...this.tables, told: new Map([...this.tables.told, [owner, { ...get(), ...change }]]) }),
      alerts: () => this.tables.alerts.filter((alert) => alert.owner === owner).map(plain),
    };
  }

  private noiseRepository(owner: TenantId): NoiseRepository {
    const told = () => this.toldOf(owner).get().notifications.filter(({ state }) => state === 'delivered');
    return {
      episodes: async ({ since, until, ruleId }, limit) =>
        this.tables.alerts
          .flatMap(({ firedAt, ...alert }) => (alert.owner === owner && firedAt && firedAt >= since && firedAt < until && (ruleId === undefined || alert.ruleId === ruleId) ? [{ ...alert, firedAt }] : []))
          .sort((a, b) => a.firedAt.getTime() - b.firedAt.getTime())
          .slice(-limit)
          .map(({ ruleId: id, name, fingerprint, firedAt, resolvedAt, acknowledgedAt, escalatedAt, resolution, flappingSince }) => {
            const ofEpisode = ({ firing, createdAt }: Notification) => firing.some((mark) => mark.slice(0, 16) === fingerprint) && createdAt >= firedAt && (resolvedAt === null || createdAt <= resolvedAt);
            return { ruleId: id, name, fingerprint, firedAt, resolvedAt, acknowledgedAt, escalatedAt, resolution, flappingSince, notified: told().filter(ofEpisode).length };
          }),
    };
  }

  private flappingRepository(owner: TenantId): FlappingRepository {
    const policy = async () => this.tables.flappingPolicies.get(owner) ?? { policy: DEFAULT_FLAPPING_POLICY, version: 0 };
    return {
      policy,
      savePolicy: async (next, version) => {
        if ((await policy()).version !== version) throw conflict('somebody else has just changed the policy');
        this.tables = { ...this.tables, flappingPolicies: new Map(this.tables.flappingPolicies).set(owner, { policy: next, version: version + 1 }) };
      },
      changes: async (fingerprints, since) => {
        const changesOf = (fingerprint: string) =>
          this.tables.alerts
            .filter((alert) => alert.owner === owner && alert.fingerprint === fingerprint)
            .flatMap(({ firedAt, resolvedAt }) => (firedAt ? [firedAt, ...(resolvedAt ? [resolvedAt] : [])] : []))
            .filter((change) => change >= since)
            .sort((a, b) => a.getTime() - b.getTime());
        return new Map(fingerprints.map((fingerprint) => [fingerprint, changesOf(fingerprint)] as const).filter(([, changes]) => changes.length > 0));
      },
    };
  }

  private alertRepository(owner: TenantId): AlertRepository {
    const own = () => this.tables.alerts.filter((alert) => alert.owner === owner);
    const put = (alerts: Tables['alerts']) => void (this.tables = { ...this.tables, alerts });
    const get = async (id: string) => plain(own().find((alert) => alert.id === id) ?? missing('alert'));
    return {
      get,
      lock: get,
      lockLatest: async (fingerprints) => {
        const found = own().filter(({ fingerprint }) => fingerprints.includes(fingerprint));
        const byStart = found.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
        return new Map(byStart.map((alert) => [alert.fingerprint, plain(alert)]));
      },
      listOpen: async () => own().filter(isOpen).map(plain).sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1)),
      lockOpenOfRules: async (ruleIds) => own().filter((alert) => isOpen(alert) && alert.ruleId !== null && ruleIds.includes(alert.ruleId)).map(plain),
      lockExpiredOfRules: async (now, most) => own().filter((alert) => alert.source === 'rule' && hasExpired(alert, now)).slice(0, most).map(plain),
      add: async (alerts) => {
        const clashes = (a: Alert) => (b: Alert) =>
          a.fingerprint === b.fingerprint && ((isOpen(a) && isOpen(b)) || a.startsAt.getTime() === b.startsAt.getTime());
        const free = alerts.filter((alert) => !own().some(clashes(alert)));
        put([...this.tables.alerts, ...free.map((alert) => ({ ...alert, owner }))]);
        return new Set(free.map(({ id }) => id));
      },
      save: async (alerts) => {
        const changed = new Map(alerts.map((alert) => [alert.id, { ...alert, owner }]));
        put(this.tables.alerts.map((alert) => (alert.owner === owner ? (changed.get(alert.id) ?? alert) : alert)));
      },
      list: async (filter, page) => newestPage(own().filter(matching(filter)).map(plain), page),
    };
  }

  /** What workers told of groups; tests may set it. */
  readonly progress = new Map<string, GroupProgress>();
  readonly states = new Map<string, SavedGroupState>();
  /** Of whoever holds the groups. */
  token = 1;

  private groupRepository(owner: TenantId): RuleGroupRepository {
    const own = () => this.tables.groups.filter((group) => group.owner === owner);
    const replace = (groups: Tables['groups']) => void (this.tables = { ...this.tables, groups });
    const get = async (id: string) => plain(own().find((group) => group.id === id) ?? missing('rule group'));
    const put = async (group: RuleGroup) => {
      const others = this.tables.groups.filter(({ id }) => id !== group.id);
      const isTaken = (other: Owned<RuleGroup>) => other.owner === owner && other.namespace === group.namespace && other.name === group.name;
      if (others.some(isTaken)) throw conflict('another rule group of this namespace has this name');
      replace([...others, { ...group, owner }]);
    };
    return {
      add: put,
      get,
      lock: get,
      save: put,
      lockNamespace: async (namespace) => own().filter((group) => group.namespace === namespace).map(plain).sort((a, b) => inOrder(byName(a), byName(b))),
      remove: async (id) => replace(this.tables.groups.filter((group) => group.owner !== owner || group.id !== id)),
      count: async () => ({ groups: own().length, rules: own().reduce((sum, { rules }) => sum + rules.length, 0) }),
      list: async ({ namespace }, { limit, after }) => {
        const rest = own().map(plain).filter((group) => (namespace === undefined || group.namespace === namespace) && (after === undefined || inOrder(byName(group), after) > 0));
        return pageOf(rest.sort((a, b) => inOrder(byName(a), byName(b))), limit, byName);
      },
      progress: async (ids) => new Map(own().filter(({ id }) => ids.includes(id)).map(({ id }) => [id, this.progress.get(id) ?? NO_PROGRESS])),
      saveState: async (id, { token }, state) => {
        if (this.token !== token) return false;
        this.states.set(id, state);
        return true;
      },
      states: async (ids) => new Map(own().flatMap(({ id }) => { const state = this.states.get(id); return state && ids.includes(id) ? [[id, state] as const] : []; })),
    };
  }

  private routingRepository(owner: TenantId): RoutingConfigRepository {
    const isOwn = (config: Owned<RoutingConfig>) => config.owner === owner;
    return inMemoryRoutingConfigs(
      () => this.tables.routing.filter(isOwn).map(plain),
      (configs) => void (this.tables = { ...this.tables, routing: [...this.tables.routing.filter((config) => !isOwn(config)), ...configs.map((config) => ({ ...config, owner }))] }),
    );
  }

  private ruleRepository(owner: TenantId): AlertRuleRepository {
    const own = () => this.tables.rules.filter((rule) => rule.owner === owner);
    const replace = (rules: Tables['rules']) => void (this.tables = { ...this.tables, rules });
    const all = (): readonly AlertRule[] => [...own().map(plain), ...this.tables.groups.filter((group) => group.owner === owner).flatMap(({ rules }) => rules)];
    const get = async (id: string) => all().find((rule) => rule.id === id) ?? missing('alert rule');
    const put = async (rule: EventRule) => {
      const others = this.tables.rules.filter(({ id }) => id !== rule.id);
      if (others.some((other) => other.owner === owner && other.name === rule.name)) throw conflict('another alert rule has this name');
      replace([...others, { ...rule, owner }]);
    };
    return {
      add: put,
      get,
      lock: get,
      save: put,
      remove: async (id) => replace(this.tables.rules.filter((rule) => rule.owner !== owner || rule.id !== id)),
      listEnabled: async () => own().filter(({ enabled }) => enabled).map(plain),
      count: async () => own().length,
      list: async ({ kind }, { limit, after }) => {
        const rest = all().filter((rule) => (kind === undefined || rule.kind === kind) && (after === undefined || inTurn(positionOf(rule), after) > 0));
        return pageOf(rest.sort((a, b) => inTurn(positionOf(a), positionOf(b))), limit, positionOf);
      },
    };
  }
}

const byName = ({ namespace, name }: RuleGroup): readonly string[] => [namespace, name];
const inOrder = ([namespace = '', name = '']: readonly string[], [otherNamespace = '', otherName = '']: readonly string[]): number =>
  namespace === otherNamespace ? (name < otherName ? -1 : Number(name > otherName)) : namespace < otherNamespace ? -1 : 1;

const plain = <Row extends object>({ owner: _owner, ...row }: Owned<Row>) => row as unknown as Row;

function missing(what: string): never {
  throw notFound(what);
}

const matching = (filter: AlertFilter) => (alert: Alert): boolean =>
  (filter.statuses?.includes(alert.status) ?? true) &&
  (filter.severity === undefined || alert.severity === filter.severity) &&
  (filter.name === undefined || alert.name === filter.name) &&
  (filter.fingerprint === undefined || alert.fingerprint === filter.fingerprint) &&
  (filter.ruleId === undefined || alert.ruleId === filter.ruleId) &&
  (filter.since === undefined || alert.createdAt >= filter.since) &&
  (filter.until === undefined || alert.createdAt < filter.until);

const positionOf = (rule: AlertRule): readonly string[] => [rule.kind === 'event' ? String(rule.position) : '1000000', rule.id];

/** The order in which rules are tried: by position, among equals by id. */
function inTurn([position = '', id = '']: readonly string[], [otherPosition = '', otherId = '']: readonly string[]): number {
  if (position !== otherPosition) return Number(position) - Number(otherPosition);
  return id === otherId ? 0 : id < otherId ? -1 : 1;
}
