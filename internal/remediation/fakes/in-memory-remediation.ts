import { AsyncLocalStorage } from 'node:async_hooks';
import { conflict, notFound } from '#pkg/apperror';
import type { Actor, AuditEntry, AuditTrail, NewEvent, Outbox, Page, PageRequest } from '#internal/kernel';
import type { Activity } from '../domain/guardrails.ts';
import type { RemediationPolicy } from '../domain/remediation-policy.ts';
import { DEFAULT_SETTINGS, type RemediationSettings } from '../domain/remediation-settings.ts';
import { isOpen, type Remediation } from '../domain/remediation.ts';
import type { PolicyRepository } from '../ports/policy-repository.ts';
import type { RemediationFilter, RemediationRepository } from '../ports/remediation-repository.ts';
import type { RemediationRepositories, RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';
import type { SettingsRepository } from '../ports/settings-repository.ts';

type Scope = RemediationRepositories & { readonly audit: AuditTrail; readonly outbox: Outbox };

interface Tables {
  readonly policies: readonly RemediationPolicy[];
  readonly remediations: readonly Remediation[];
  readonly settings: Readonly<Record<string, RemediationSettings>>;
}

/** Remediation in lists. One `run` at a time, so everything is as if it were locked; a throw takes everything back. */
export class InMemoryRemediation implements RemediationUnitOfWork {
  readonly entries: AuditEntry[] = [];
  readonly events: NewEvent[] = [];
  private tables: Tables = { policies: [], remediations: [], settings: {} };
  private turn: Promise<unknown> = Promise.resolve();
  private readonly ambient = new AsyncLocalStorage<Scope>();

  run<Result>(actor: Actor, work: (scope: Scope) => Promise<Result>): Promise<Result> {
    const joined = this.ambient.getStore();
    if (joined) return work(joined);
    const result = this.turn.then(() => this.transaction(actor, work));
    this.turn = result.catch(() => undefined);
    return result;
  }

  read<Result>(actor: Actor, work: (scope: RemediationRepositories) => Promise<Result>): Promise<Result> {
    return work(this.repositories(actor));
  }

  private async transaction<Result>(actor: Actor, work: (scope: Scope) => Promise<Result>): Promise<Result> {
    const before = { tables: this.tables, entries: this.entries.length, events: this.events.length };
    const audit = { record: (...entries: AuditEntry[]) => void this.entries.push(...entries) };
    const outbox = { publish: (...events: NewEvent[]) => void this.events.push(...events) };
    const scope = { ...this.repositories(actor), audit, outbox };
    try {
      return await this.ambient.run(scope, () => work(scope));
    } catch (error) {
      this.tables = before.tables;
      this.entries.length = before.entries;
      this.events.length = before.events;
      throw error;
    }
  }

  private repositories(actor: Actor): RemediationRepositories {
    return { policies: this.policies(actor), remediations: this.remediations(actor), settings: this.settings(actor) };
  }

  private policies({ tenantId }: Actor): PolicyRepository {
    const own = () => this.tables.policies.filter((policy) => policy.tenantId === tenantId);
    const put = (change: (rows: readonly RemediationPolicy[]) => readonly RemediationPolicy[]) => void (this.tables = { ...this.tables, policies: change(this.tables.policies) });
    const freeName = (policy: RemediationPolicy) => {
      if (own().some(({ id, name }) => name === policy.name && id !== policy.id)) throw conflict('a policy of this name exists');
    };
    return {
      add: async (policy) => (freeName(policy), put((rows) => [...rows, policy])),
      get: async (id) => found(own().find((policy) => policy.id === id), 'remediation policy'),
      find: async (id) => own().find((policy) => policy.id === id),
      save: async (policy) => {
        const stored = found(own().find(({ id }) => id === policy.id), 'remediation policy');
        if (stored.version !== policy.version) throw conflict('the policy changed since it was read');
        freeName(policy);
        put((rows) => rows.map((row) => (row === stored ? { ...policy, version: policy.version + 1 } : row)));
      },
      delete: async (id) => put((rows) => rows.filter((row) => row.id !== id || row.tenantId !== tenantId)),
      listEnabled: async () => own().filter(({ enabled }) => enabled),
      list: async ({ enabled }, page) => pageOf(own().filter((policy) => enabled === undefined || policy.enabled === enabled), page),
    };
  }

  private remediations({ tenantId }: Actor): RemediationRepository {
    const own = () => this.tables.remediations.filter((remediation) => remediation.tenantId === tenantId);
    const put = (rows: readonly Remediation[]) => void (this.tables = { ...this.tables, remediations: rows });
    const get = async (id: string) => found(own().find((remediation) => remediation.id === id), 'remediation');
    return {
      addUnlessConsidered: async (remediation) => {
        if (own().some(({ policyId, alertId }) => policyId === remediation.policyId && alertId === remediation.alertId)) return false;
        put([...this.tables.remediations, remediation]);
        return true;
      },
      get,
      lock: get,
      find: async (id) => own().find((remediation) => remediation.id === id),
      lockOpenOfAlert: async (alertId) => own().filter((remediation) => remediation.alertId === alertId && isOpen(remediation)),
      lockUnfinishedOfPolicy: async (policyId) => own().filter((remediation) => remediation.policyId === policyId && remediation.finishedAt === undefined),
      save: async (remediation) => {
        const stored = await get(remediation.id);
        if (stored.version !== remediation.version) throw conflict('the remediation changed since it was read');
        put(this.tables.remediations.map((row) => (row === stored ? { ...remediation, version: remediation.version + 1 } : row)));
      },
      activityAround: async (target, now) => activityAround(own(), target, now),
      list: async (filter, page) => pageOf(own().filter((remediation) => passes(remediation, filter)), page),
    };
  }

  private settings({ tenantId }: Actor): SettingsRepository {
    const get = async () => this.tables.settings[tenantId] ?? DEFAULT_SETTINGS;
    return {
      get,
      lock: get,
      save: async (settings) => {
        if ((await get()).version !== settings.version) throw conflict('the settings changed since they were read');
        this.tables = { ...this.tables, settings: { ...this.tables.settings, [tenantId]: { ...settings, version: settings.version + 1 } } };
      },
    };
  }
}

function activityAround(all: readonly Remediation[], target: string, now: Date): Activity {
  const started = all.filter(({ startedAt }) => startedAt !== undefined);
  const own = started.filter((remediation) => remediation.target === target);
  const running = started.filter(({ status }) => status === 'running');
  const times = own.flatMap(({ startedAt, finishedAt }) => [startedAt, finishedAt].flatMap((time) => (time ? [time.getTime()] : [])));
  return {
    runningOnTarget: running.filter((remediation) => remediation.target === target).length,
    startedOnTargetLastHour: own.filter(({ startedAt }) => startedAt && startedAt.getTime() > now.getTime() - 3_600_000).length,
    ...(times.length > 0 && { lastOnTarget: new Date(Math.max(...times)) }),
    otherTargetsRunning: new Set(running.flatMap((remediation) => (remediation.target === target ? [] : [remediation.target]))).size,
  };
}

const passes = (remediation: Remediation, filter: RemediationFilter): boolean =>
  (['status', 'policyId', 'alertId', 'target'] as const).every((field) => filter[field] === undefined || filter[field] === remediation[field]);

function found<Row>(row: Row | undefined, what: string): Row {
  if (!row) throw notFound(what);
  return row;
}

function pageOf<Row extends { readonly createdAt: Date; readonly id: string }>(rows: readonly Row[], { limit, after }: PageRequest): Page<Row> {
  const position = ({ createdAt, id }: Row): readonly [string, string] => [createdAt.toISOString(), id];
  const newestFirst = rows.toSorted((a, b) => (position(a).join() < position(b).join() ? 1 : -1));
  const rest = newestFirst.filter((row) => after === undefined || position(row).join() < after.join());
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return rest.length > limit && last ? { items, next: position(last) } : { items };
}
