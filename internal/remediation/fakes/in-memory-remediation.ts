import type { Actor, TenantId } from '#internal/kernel';
import { InMemoryUnitOfWork, newestPage } from '#internal/platform/fakes';
import { conflict, notFound } from '#pkg/apperror';
import type { Activity } from '../domain/guardrails.ts';
import type { RemediationPolicy } from '../domain/remediation-policy.ts';
import { DEFAULT_SETTINGS, type RemediationSettings } from '../domain/remediation-settings.ts';
import { isOpen, type Remediation } from '../domain/remediation.ts';
import type { PolicyRepository } from '../ports/policy-repository.ts';
import type { RemediationFilter, RemediationRepository } from '../ports/remediation-repository.ts';
import type { RemediationRepositories } from '../ports/remediation-unit-of-work.ts';
import type { SettingsRepository } from '../ports/settings-repository.ts';

interface Tables {
  readonly policies: readonly RemediationPolicy[];
  readonly remediations: readonly Remediation[];
  readonly settings: Readonly<Record<string, RemediationSettings>>;
}

/** Remediation in lists. */
export class InMemoryRemediation extends InMemoryUnitOfWork<RemediationRepositories, Tables> {
  protected tables: Tables = { policies: [], remediations: [], settings: {} };

  /** Tenants that have secrets which are not encrypted. */
  async tenantsWithPlainSecrets(most: number): Promise<readonly TenantId[]> {
    return [...new Set(this.tables.policies.filter(({ escalation }) => escalation?.secret !== undefined).map(({ tenantId }) => tenantId))].slice(0, most);
  }

  protected repositories(actor: Actor): RemediationRepositories {
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
      lockWithPlainSecret: async (most) => own().filter(({ escalation }) => escalation?.secret !== undefined).slice(0, most),
      saveSecret: async ({ id, escalation }) => put((rows) => rows.map((row) => (row.id === id && row.tenantId === tenantId && escalation ? { ...row, escalation } : row))),
      delete: async (id) => put((rows) => rows.filter((row) => row.id !== id || row.tenantId !== tenantId)),
      listEnabled: async () => own().filter(({ enabled }) => enabled),
      list: async ({ enabled }, page) => newestPage(own().filter((policy) => enabled === undefined || policy.enabled === enabled), page),
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
      list: async (filter, page) => newestPage(own().filter((remediation) => passes(remediation, filter)), page),
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
