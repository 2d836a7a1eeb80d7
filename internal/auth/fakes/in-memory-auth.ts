import type { Actor, TenantId } from '#internal/kernel';
import { InMemoryUnitOfWork, newestPage } from '#internal/platform/fakes';
import { conflict, notFound } from '#pkg/apperror';
import type { ApiKey } from '../domain/api-key.ts';
import type { Membership } from '../domain/membership.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { ApiKeyLookup, KnownApiKey } from '../ports/api-key-lookup.ts';
import type { ApiKeyRepository } from '../ports/api-key-repository.ts';
import type { AuthRepositories } from '../ports/auth-unit-of-work.ts';
import type { MembershipRepository } from '../ports/membership-repository.ts';
import type { TenantRepository } from '../ports/tenant-repository.ts';

interface Tables {
  readonly tenants: readonly Tenant[];
  readonly members: readonly Membership[];
  readonly apiKeys: readonly ApiKey[];
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** `AuthUnitOfWork` and `ApiKeyLookup` in lists. */
export class InMemoryAuth extends InMemoryUnitOfWork<AuthRepositories, Tables> implements ApiKeyLookup {
  /** How often something was read, for tests of memories. */
  reads = 0;
  protected tables: Tables = { tenants: [], members: [], apiKeys: [] };

  override read<Result>(actor: Actor, work: (scope: AuthRepositories) => Promise<Result>): Promise<Result> {
    this.reads += 1;
    return super.read(actor, work);
  }

  async byKeyId(keyId: string): Promise<KnownApiKey | undefined> {
    this.reads += 1;
    const key = this.tables.apiKeys.find((one) => one.keyId === keyId);
    const tenant = this.tables.tenants.find(({ id }) => id === key?.tenantId);
    return key && tenant && { ...key, tenantAlias: tenant.alias, tenantEnabled: tenant.enabled };
  }

  async touch({ id }: Pick<ApiKey, 'id' | 'tenantId'>, usedAt: Date): Promise<void> {
    const older = (key: ApiKey) => key.id === id && (key.lastUsedAt === null || key.lastUsedAt < usedAt);
    this.put({ apiKeys: this.tables.apiKeys.map((key) => (older(key) ? { ...key, lastUsedAt: usedAt } : key)) });
  }

  protected repositories({ tenantId }: Actor): AuthRepositories {
    return { tenants: this.tenants(), members: this.members(tenantId), apiKeys: this.apiKeys(tenantId) };
  }

  private put(changed: Partial<Tables>): void {
    this.tables = { ...this.tables, ...changed };
  }

  private tenants(): TenantRepository {
    const find = async (id: string) => this.tables.tenants.find((tenant) => tenant.id === id);
    return {
      add: async (tenant) => {
        if (this.tables.tenants.some(({ id, alias }) => id === tenant.id || alias === tenant.alias)) throw conflict(`the alias "${tenant.alias}" is taken`);
        this.put({ tenants: [...this.tables.tenants, tenant] });
      },
      get: async (id) => (await find(id)) ?? missing('tenant', id),
      find,
      save: async (tenant) => {
        const saved = nextOf(tenant, this.tables.tenants);
        this.put({ tenants: replaced(this.tables.tenants, saved) });
        return saved;
      },
      list: async (page) => newestPage(this.tables.tenants, page),
    };
  }

  private members(tenantId: TenantId): MembershipRepository {
    const own = () => this.tables.members.filter((member) => member.tenantId === tenantId);
    return {
      add: async (member) => {
        if (own().some(({ email }) => email === member.email)) throw conflict('this address is already a member or invited');
        this.put({ members: [...this.tables.members, member] });
      },
      get: async (id) => own().find((member) => member.id === id) ?? missing('member', id),
      findBySubject: async (subject) => own().find((member) => member.subject === subject),
      findByEmail: async (email) => own().find((member) => member.email === email),
      lockAdmins: async () => own().filter(({ role }) => role === 'admin'),
      save: async (member) => {
        const saved = nextOf(member, own());
        this.put({ members: replaced(this.tables.members, saved) });
        return saved;
      },
      remove: async (member) => {
        requireUnchanged(member, own());
        this.put({ members: this.tables.members.filter(({ id }) => id !== member.id) });
      },
      list: async (page) => newestPage(own(), page),
    };
  }

  private apiKeys(tenantId: TenantId): ApiKeyRepository {
    const own = () => this.tables.apiKeys.filter((key) => key.tenantId === tenantId);
    return {
      add: async (key) => this.put({ apiKeys: [...this.tables.apiKeys, key] }),
      get: async (id) => own().find((key) => key.id === id) ?? missing('API key', id),
      save: async (key) => {
        const saved = nextOf(key, own());
        this.put({ apiKeys: replaced(this.tables.apiKeys, saved) });
        return saved;
      },
      list: async (page) => newestPage(own(), page),
    };
  }
}

function missing(what: string, id: string): never {
  throw notFound(what, id);
}

function requireUnchanged({ id, version }: Versioned, rows: readonly Versioned[]): void {
  if (rows.find((row) => row.id === id)?.version !== version) throw conflict('it changed since it was read');
}

function nextOf<Row extends Versioned>(row: Row, rows: readonly Row[]): Row {
  requireUnchanged(row, rows);
  return { ...row, version: row.version + 1 };
}

const replaced = <Row extends Versioned>(rows: readonly Row[], next: Row): readonly Row[] => rows.map((row) => (row.id === next.id ? next : row));
