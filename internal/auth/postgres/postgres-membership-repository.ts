import type { Selectable, Transaction } from 'kysely';
import { conflict, notFound } from '#pkg/apperror';
import { violates } from '#pkg/database';
import { newestFirst, type TablesOf } from '#internal/db';
import { asTenantId, byCreation, type Page, pageOf, type PageRequest, type Role, type TenantId } from '#internal/kernel';
import type { Membership, MembershipId, MembershipStatus } from '../domain/membership.ts';
import type { MembershipRepository } from '../ports/membership-repository.ts';

type Tables = TablesOf<'auth'>;
type Row = Selectable<Tables['auth.memberships']>;

export class PostgresMembershipRepository implements MembershipRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async add(membership: Membership): Promise<void> {
    try {
      await this.trx.insertInto('auth.memberships').values(membership).execute();
    } catch (error) {
      if (violates(error, 'memberships_email_unique')) throw conflict('this address is already a member or invited');
      throw error;
    }
  }

  async get(id: MembershipId): Promise<Membership> {
    const row = await this.rows().where('id', '=', id).executeTakeFirst();
    if (!row) throw notFound('member', id);
    return toMembership(row);
  }

  async findBySubject(subject: string): Promise<Membership | undefined> {
    const row = await this.rows().where('subject', '=', subject).executeTakeFirst();
    return row && toMembership(row);
  }

  async findByEmail(email: string): Promise<Membership | undefined> {
    const row = await this.rows().where('email', '=', email).executeTakeFirst();
    return row && toMembership(row);
  }

  async lockAdmins(): Promise<readonly Membership[]> {
    // In one order for everybody, so that two who leave wait for each other instead of deadlocking.
    const rows = await this.rows().where('role', '=', 'admin').orderBy('id').forUpdate().execute();
    return rows.map(toMembership);
  }

  async save(membership: Membership): Promise<Membership> {
    const { id, subject, name, role, status, activatedAt, version } = membership;
    const { numUpdatedRows } = await this.trx
      .updateTable('auth.memberships')
      .set({ subject, name, role, status, activatedAt, version: version + 1 })
      .where('tenantId', '=', this.tenantId)
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw changed();
    return { ...membership, version: version + 1 };
  }

  async remove({ id, version }: Membership): Promise<void> {
    const { numDeletedRows } = await this.trx
      .deleteFrom('auth.memberships')
      .where('tenantId', '=', this.tenantId)
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw changed();
  }

  async list(page: PageRequest): Promise<Page<Membership>> {
    const rows = await newestFirst(this.rows(), page).execute();
    return pageOf(rows.map(toMembership), page.limit, byCreation);
  }

  private rows() {
    return this.trx.selectFrom('auth.memberships').selectAll().where('tenantId', '=', this.tenantId);
  }
}

// The constraints of the table are those of the type.
const toMembership = (row: Row): Membership => ({
  ...row,
  id: row.id as MembershipId,
  tenantId: asTenantId(row.tenantId),
  role: row.role as Role,
  status: row.status as MembershipStatus,
});

const changed = () => conflict('the member changed since it was read');
