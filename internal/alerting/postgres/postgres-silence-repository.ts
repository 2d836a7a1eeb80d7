import { sql, type SqlBool, type Transaction } from 'kysely';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { known, type Silence, type SilenceId, type SilenceState } from '../domain/silence.ts';
import type { SilenceFilter, SilenceRepository } from '../ports/silence-repository.ts';

const columns = ['id', 'matchers', 'startsAt', 'endsAt', 'createdBy', 'comment', 'annotations', 'warnSeconds', 'alertId', 'scheduleId', 'told', 'createdAt', 'updatedAt', 'version'] as const satisfies readonly (keyof Silence)[];

/** Silences in PostgreSQL. */
export class PostgresSilenceRepository implements SilenceRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'alerting'>>,
    private readonly tenantId: TenantId,
  ) {}

  async lockAll(): Promise<number> {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('alerting silences ' || ${this.tenantId}::text, 0))`.execute(this.trx);
    const counted = this.trx.selectFrom('alerting.silences').where('tenantId', '=', this.tenantId).select(sql<number>`count(*)::integer`.as('silences'));
    return (await counted.executeTakeFirstOrThrow()).silences;
  }

  async get(id: SilenceId): Promise<Silence> {
    return known(one(await this.own().where('id', '=', id).executeTakeFirst()));
  }

  async lock(id: SilenceId): Promise<Silence | undefined> {
    return one(await this.own().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async add(silence: Silence): Promise<void> {
    await this.trx.insertInto('alerting.silences').values({ ...rowOf(silence), tenantId: this.tenantId }).execute();
  }

  async save(silence: Silence): Promise<void> {
    await this.trx.updateTable('alerting.silences').set(rowOf(silence)).where('tenantId', '=', this.tenantId).where('id', '=', silence.id).execute();
  }

  async remove(id: SilenceId): Promise<void> {
    await this.trx.deleteFrom('alerting.silences').where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async listOpen(now: Date): Promise<readonly Silence[]> {
    return many(await this.own().where('endsAt', '>', now).orderBy('id').execute());
  }

  async listBetween(from: Date, until: Date): Promise<readonly Silence[]> {
    return many(await this.own().where('endsAt', '>', from).where('startsAt', '<', until).orderBy('id').execute());
  }

  async listAll(): Promise<readonly Silence[]> {
    return many(await this.own().orderBy('id').execute());
  }

  async list({ now, states, createdBy, alertId, scheduleId }: SilenceFilter, page: PageRequest): Promise<Page<Silence>> {
    let query = this.own();
    if (states) query = query.where((condition) => condition.or(states.map((state) => inState(state, now))));
    if (createdBy !== undefined) query = query.where('createdBy', '=', createdBy);
    if (alertId) query = query.where('alertId', '=', alertId);
    if (scheduleId) query = query.where('scheduleId', '=', scheduleId);
    return pageOf(many(await newestFirst(query, page).execute()), page.limit, byCreation);
  }

  private own() {
    return this.trx.selectFrom('alerting.silences').select(columns).where('tenantId', '=', this.tenantId);
  }
}

function inState(state: SilenceState, now: Date) {
  switch (state) {
    case 'pending':
      return sql<SqlBool>`starts_at > ${now}`;
    case 'active':
      return sql<SqlBool>`starts_at <= ${now} AND ends_at > ${now}`;
    case 'expired':
      return sql<SqlBool>`starts_at <= ${now} AND ends_at <= ${now}`;
  }
}

// The driver would make a PostgreSQL array of a JavaScript one.
const rowOf = ({ matchers, ...silence }: Silence) => ({ ...silence, matchers: JSON.stringify(matchers) });

// The columns are those of a `Silence`, and the constraints of the table are its types.
const one = (row: unknown): Silence | undefined => row as Silence | undefined;
const many = (rows: readonly unknown[]): readonly Silence[] => rows as readonly Silence[];
