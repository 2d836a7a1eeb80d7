import { AsyncLocalStorage } from 'node:async_hooks';
import { conflict, notFound } from '#pkg/apperror';
import type { Actor, AuditEntry, AuditTrail, NewEvent, Outbox, Page, PageRequest, TenantId } from '#internal/kernel';
import { isOpen, type Alert } from '../domain/alert.ts';
import type { AlertRule } from '../domain/alert-rule.ts';
import type { AlertFilter, AlertRepository } from '../ports/alert-repository.ts';
import type { AlertRuleRepository } from '../ports/alert-rule-repository.ts';
import type { AlertingRepositories, AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

type Scope = AlertingRepositories & { readonly audit: AuditTrail; readonly outbox: Outbox };
type Owned<Row> = Row & { readonly owner: TenantId };

/** Alerts and rules in lists. One `run` at a time, so everything is as if it were locked; a throw takes everything back. */
export class InMemoryAlerting implements AlertingUnitOfWork {
  readonly entries: AuditEntry[] = [];
  readonly events: NewEvent[] = [];
  private alerts: readonly Owned<Alert>[] = [];
  private rules: readonly Owned<AlertRule>[] = [];
  private turn: Promise<unknown> = Promise.resolve();
  private readonly ambient = new AsyncLocalStorage<Scope>();

  run<Result>(actor: Actor, work: (scope: Scope) => Promise<Result>): Promise<Result> {
    const joined = this.ambient.getStore();
    if (joined) return work(joined);
    const result = this.turn.then(() => this.transaction(actor, work));
    this.turn = result.catch(() => undefined);
    return result;
  }

  read<Result>({ tenantId }: Actor, work: (scope: AlertingRepositories) => Promise<Result>): Promise<Result> {
    return work(this.repositories(tenantId));
  }

  private async transaction<Result>({ tenantId }: Actor, work: (scope: Scope) => Promise<Result>): Promise<Result> {
    const before = { alerts: this.alerts, rules: this.rules, entries: this.entries.length, events: this.events.length };
    const audit = { record: (...entries: AuditEntry[]) => void this.entries.push(...entries) };
    const outbox = { publish: (...events: NewEvent[]) => void this.events.push(...events) };
    const scope = { ...this.repositories(tenantId), audit, outbox };
    try {
      return await this.ambient.run(scope, () => work(scope));
    } catch (error) {
      ({ alerts: this.alerts, rules: this.rules } = before);
      this.entries.length = before.entries;
      this.events.length = before.events;
      throw error;
    }
  }

  private repositories(owner: TenantId): AlertingRepositories {
    return { alerts: this.alertRepository(owner), rules: this.ruleRepository(owner) };
  }

  private alertRepository(owner: TenantId): AlertRepository {
    const own = () => this.alerts.filter((alert) => alert.owner === owner);
    const get = async (id: string) => plain(own().find((alert) => alert.id === id) ?? missing('alert'));
    return {
      get,
      lock: get,
      lockLatest: async (fingerprints) => {
        const found = own().filter(({ fingerprint }) => fingerprints.includes(fingerprint));
        const byStart = found.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
        return new Map(byStart.map((alert) => [alert.fingerprint, plain(alert)]));
      },
      add: async (alerts) => {
        const clashes = (a: Alert) => (b: Alert) =>
          a.fingerprint === b.fingerprint && ((isOpen(a) && isOpen(b)) || a.startsAt.getTime() === b.startsAt.getTime());
        const free = alerts.filter((alert) => !own().some(clashes(alert)));
        this.alerts = [...this.alerts, ...free.map((alert) => ({ ...alert, owner }))];
        return new Set(free.map(({ id }) => id));
      },
      save: async (alerts) => {
        const changed = new Map(alerts.map((alert) => [alert.id, { ...alert, owner }]));
        this.alerts = this.alerts.map((alert) => (alert.owner === owner ? (changed.get(alert.id) ?? alert) : alert));
      },
      list: async (filter, page) => {
        const position = ({ createdAt, id }: Alert) => [createdAt.toISOString(), id];
        const newestFirst = own().filter(matching(filter)).sort((a, b) => compare(position(b), position(a)));
        return pageOf(newestFirst.map(plain), position, page, (a, b) => compare(b, a));
      },
    };
  }

  private ruleRepository(owner: TenantId): AlertRuleRepository {
    const own = () => this.rules.filter((rule) => rule.owner === owner);
    const get = async (id: string) => plain(own().find((rule) => rule.id === id) ?? missing('alert rule'));
    const put = async (rule: AlertRule) => {
      const others = this.rules.filter(({ id }) => id !== rule.id);
      if (others.some((other) => other.owner === owner && other.name === rule.name)) throw conflict('another alert rule has this name');
      this.rules = [...others, { ...rule, owner }];
    };
    return {
      add: put,
      get,
      lock: get,
      save: put,
      remove: async (id) => void (this.rules = this.rules.filter((rule) => rule.owner !== owner || rule.id !== id)),
      listEnabled: async () => own().filter(({ enabled }) => enabled).map(plain),
      count: async () => own().length,
      list: async (page) => {
        const position = ({ position, id }: AlertRule) => [String(position), id];
        const order = (a: readonly string[], b: readonly string[]) => Number(a[0]) - Number(b[0]) || compare(a.slice(1), b.slice(1));
        return pageOf(own().sort((a, b) => order(position(a), position(b))).map(plain), position, page, order);
      },
    };
  }
}

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

type Position = readonly string[];

function compare([first = '', ...rest]: Position, [other = '', ...others]: Position): number {
  if (first !== other) return first < other ? -1 : 1;
  return rest.length > 0 ? compare(rest, others) : 0;
}

function pageOf<Row>(sorted: readonly Row[], position: (row: Row) => Position, { limit, after }: PageRequest, order: (a: Position, b: Position) => number): Page<Row> {
  const rest = after ? sorted.filter((row) => order(position(row), after) > 0) : sorted;
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(rest.length > limit && last && { next: position(last) }) };
}
