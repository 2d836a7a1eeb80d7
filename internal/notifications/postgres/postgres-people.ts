import type { Selectable, Transaction } from 'kysely';
import { present } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import { AppError, conflict, notFound } from '#pkg/apperror';
import type { ContactMethod } from '../domain/contact-method.ts';
import type { MessageData } from '../domain/message-data.ts';
import type { NotificationRules, RuleStep, Urgency } from '../domain/notification-rule.ts';
import type { PersonPage, PersonPageId } from '../domain/person-page.ts';
import type { Integration, IntegrationId } from '../domain/receiver-integration.ts';
import type { ContactRepository, PageRepository, RuleRepository } from '../ports/people-repository.ts';
import { integrationRow, type NotificationTables } from './integration-rows.ts';

type Trx = Transaction<NotificationTables>;

const toMethod = ({ verifiedAt, codeDigest, codeExpiresAt, codeSentAt, ...row }: Selectable<NotificationTables['notifications.contactMethods']>): ContactMethod => ({
  ...row, ...present({ verifiedAt, codeDigest, codeExpiresAt, codeSentAt }), id: row.id as IntegrationId, tenantId: row.tenantId as TenantId,
});

export class PostgresContactRepository implements ContactRepository {
  constructor(private readonly trx: Trx, private readonly tenantId: TenantId) {}

  async add(method: ContactMethod, integration: Integration): Promise<void> {
    await this.trx.insertInto('notifications.integrations').values(integrationRow(integration, 0)).execute();
    try {
      await this.trx.insertInto('notifications.contactMethods').values(method).execute();
    } catch (error) {
      if (error instanceof AppError || (error as { constraint?: string }).constraint !== 'contact_methods_address_once') throw error;
      throw conflict('you have a contact method with this address already');
    }
  }

  async list(userId: string): Promise<readonly ContactMethod[]> {
    return (await this.rows().where('userId', '=', userId).orderBy('createdAt').orderBy('id').execute()).map(toMethod);
  }

  async lock(userId: string, id: IntegrationId): Promise<ContactMethod> {
    const row = await this.rows().where('userId', '=', userId).where('id', '=', id).forUpdate().executeTakeFirst();
    if (!row) throw notFound('contact method');
    return toMethod(row);
  }

  async save({ id, verifiedAt, codeDigest, codeExpiresAt, codeSentAt, codeTries }: ContactMethod): Promise<void> {
    const changes = { verifiedAt: verifiedAt ?? null, codeDigest: codeDigest ?? null, codeExpiresAt: codeExpiresAt ?? null, codeSentAt: codeSentAt ?? null, codeTries };
    await this.trx.updateTable('notifications.contactMethods').set(changes).where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async remove(id: IntegrationId): Promise<void> {
    await this.trx.deleteFrom('notifications.integrations').where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  private rows() {
    return this.trx.selectFrom('notifications.contactMethods').selectAll().where('tenantId', '=', this.tenantId);
  }
}

export class PostgresRuleRepository implements RuleRepository {
  constructor(private readonly trx: Trx, private readonly tenantId: TenantId) {}

  async find(userId: string, urgency: Urgency): Promise<NotificationRules | undefined> {
    const row = await this.trx.selectFrom('notifications.notificationRules').selectAll().where('tenantId', '=', this.tenantId).where('userId', '=', userId).where('urgency', '=', urgency).executeTakeFirst();
    return row && { userId, urgency, steps: row.steps as unknown as readonly RuleStep[], updatedAt: row.updatedAt }; // written by us from the same type
  }

  async put({ userId, urgency, steps, updatedAt }: NotificationRules): Promise<void> {
    const changes = { steps: JSON.stringify(steps), updatedAt };
    await this.trx.insertInto('notifications.notificationRules').values({ tenantId: this.tenantId, userId, urgency, ...changes }).onConflict((on) => on.columns(['tenantId', 'userId', 'urgency']).doUpdateSet(changes)).execute();
  }
}

export class PostgresPageRepository implements PageRepository {
  constructor(private readonly trx: Trx, private readonly tenantId: TenantId) {}

  async add({ data, steps, ...page }: PersonPage): Promise<void> {
    await this.trx.insertInto('notifications.pages').values({ ...page, data: JSON.stringify(data), steps: JSON.stringify(steps) }).execute();
  }

  async lock(id: PersonPageId): Promise<PersonPage> {
    const row = await this.trx.selectFrom('notifications.pages').selectAll().where('tenantId', '=', this.tenantId).where('id', '=', id).forUpdate().executeTakeFirst();
    if (!row) throw notFound('page');
    const { endedAt, ...rest } = row;
    return {
      ...rest, ...present({ endedAt }), id: row.id as PersonPageId, tenantId: row.tenantId as TenantId, urgency: row.urgency as Urgency, status: row.status as PersonPage['status'],
      data: row.data as unknown as MessageData, steps: row.steps as unknown as readonly RuleStep[], // written by us from the same types
    };
  }

  async save({ id, nextStep, status, endedAt }: PersonPage): Promise<void> {
    await this.trx.updateTable('notifications.pages').set({ nextStep, status, endedAt: endedAt ?? null }).where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }
}
