import { conflict, notFound } from '#pkg/apperror';
import type { Actor, AuditEntry, NewEvent, Page, PageRequest, TenantId } from '#internal/kernel';
import type { ApiKey } from '../domain/api-key.ts';
import type { Membership } from '../domain/membership.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { ApiKeyLookup, KnownApiKey } from '../ports/api-key-lookup.ts';
import type { AuthRepositories, AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';

interface State {
  readonly tenants: ReadonlyMap<string, Tenant>;
  readonly members: ReadonlyMap<string, Membership>;
  readonly apiKeys: ReadonlyMap<string, ApiKey>;
}

interface Versioned {
  readonly id: string;
  readonly createdAt: Date;
  readonly version: number;
  readonly tenantId?: TenantId;
}

/** `AuthUnitOfWork` and `ApiKeyLookup` in memory: one writer at a time, nothing kept of a `run` that throws. */
export class InMemoryAuth implements AuthUnitOfWork, ApiKeyLookup {
  private state: State = { tenants: new Map(), members: new Map(), apiKeys: new Map() };
  private turn: Promise<unknown> = Promise.resolve();
  /** What was committed, for tests. */
  readonly entries: (AuditEntry & { readonly tenantId: TenantId })[] = [];
  readonly events: NewEvent[] = [];
  /** How often something was read, for tests of memories. */
  reads = 0;

  run: AuthUnitOfWork['run'] = (actor, work) => {
    const result = this.turn.then(async () => {
      const [entries, events]: [AuditEntry[], NewEvent[]] = [[], []];
      const draft = { tenants: new Map(this.state.tenants), members: new Map(this.state.members), apiKeys: new Map(this.state.apiKeys) };
      const scope = { audit: { record: (...more: readonly AuditEntry[]) => entries.push(...more) }, outbox: { publish: (...more: readonly NewEvent[]) => events.push(...more) } };
      const answer = await work({ ...repositories(draft, actor), ...scope });
      this.state = draft;
      this.entries.push(...entries.map((entry) => ({ ...entry, tenantId: actor.tenantId })));
      this.events.push(...events);
      return answer;
    });
    this.turn = result.catch(() => undefined);
    return result;
  };

  read: AuthUnitOfWork['read'] = (actor, work) => {
    this.reads += 1;
    const { tenants, members, apiKeys } = this.state;
    return work(repositories({ tenants: new Map(tenants), members: new Map(members), apiKeys: new Map(apiKeys) }, actor));
  };

  async byKeyId(keyId: string): Promise<KnownApiKey | undefined> {
    this.reads += 1;
    const key = [...this.state.apiKeys.values()].find((one) => one.keyId === keyId);
    const tenant = key && this.state.tenants.get(key.tenantId);
    return key && tenant && { ...key, tenantAlias: tenant.alias, tenantEnabled: tenant.enabled };
  }

  async touch({ id }: Pick<ApiKey, 'id' | 'tenantId'>, usedAt: Date): Promise<void> {
    const key = this.state.apiKeys.get(id);
    if (key && (key.lastUsedAt === null || key.lastUsedAt < usedAt)) this.state = { ...this.state, apiKeys: new Map(this.state.apiKeys).set(id, { ...key, lastUsedAt: usedAt }) };
  }
}

function repositories(state: { tenants: Map<string, Tenant>; members: Map<string, Membership>; apiKeys: Map<string, ApiKey> }, { tenantId }: Actor): AuthRepositories {
  const own = <Item extends { readonly tenantId: TenantId }>(items: Map<string, Item>) => [...items.values()].filter((item) => item.tenantId === tenantId);
  const ownOne = <Item extends { readonly tenantId: TenantId }>(items: Map<string, Item>, id: string, what: string): Item => {
    const found = items.get(id);
    if (found?.tenantId !== tenantId) throw notFound(what, id);
    return found;
  };
  return {
    tenants: {
      async add(tenant) {
        if (state.tenants.has(tenant.id) || [...state.tenants.values()].some(({ alias }) => alias === tenant.alias)) throw conflict(`the alias "${tenant.alias}" is taken`);
        state.tenants.set(tenant.id, tenant);
      },
      async get(id) {
        const found = state.tenants.get(id);
        if (!found) throw notFound('tenant', id);
        return found;
      },
      find: async (id) => state.tenants.get(id),
      save: async (tenant) => saved(state.tenants, tenant),
      list: async (page) => pageOf([...state.tenants.values()], page),
    },
    members: {
      async add(member) {
        if (own(state.members).some(({ email }) => email === member.email)) throw conflict('this address is already a member or invited');
        state.members.set(member.id, member);
      },
      get: async (id) => ownOne(state.members, id, 'member'),
      findBySubject: async (subject) => own(state.members).find((one) => one.subject === subject),
      findByEmail: async (email) => own(state.members).find((one) => one.email === email),
      lockAdmins: async () => own(state.members).filter(({ role }) => role === 'admin'),
      save: async (member) => saved(state.members, member, tenantId),
      async remove(member) {
        requireUnchanged(state.members, member, tenantId);
        state.members.delete(member.id);
      },
      list: async (page) => pageOf(own(state.members), page),
    },
    apiKeys: {
      async add(key) {
        state.apiKeys.set(key.id, key);
      },
      get: async (id) => ownOne(state.apiKeys, id, 'API key'),
      save: async (key) => saved(state.apiKeys, key, tenantId),
      list: async (page) => pageOf(own(state.apiKeys), page),
    },
  };
}

function requireUnchanged(items: ReadonlyMap<string, Versioned>, { id, version }: Versioned, owner?: TenantId): void {
  const kept = items.get(id);
  if (kept?.version !== version || (owner !== undefined && kept.tenantId !== owner)) throw conflict('it changed since it was read');
}

function saved<Item extends Versioned>(items: Map<string, Item>, item: Item, owner?: TenantId): Item {
  requireUnchanged(items, item, owner);
  const next = { ...item, version: item.version + 1 };
  items.set(item.id, next);
  return next;
}

function pageOf<Item extends Versioned>(all: readonly Item[], { limit, after }: PageRequest): Page<Item> {
  const position = ({ createdAt, id }: Versioned) => `${createdAt.toISOString()} ${id}`;
  const before = after?.join(' ');
  const rest = [...all].sort((a, b) => (position(a) < position(b) ? 1 : -1)).filter((item) => before === undefined || position(item) < before);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return rest.length > limit && last ? { items, next: [last.createdAt.toISOString(), last.id] } : { items };
}
