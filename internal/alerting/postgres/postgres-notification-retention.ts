import { sql } from 'kysely';
import { asTenantId, systemActor } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { NotificationRetention } from '../ports/notification-retention.ts';

/** No tenant in particular: only the function that is called sees anything. */
const nobody = systemActor(asTenantId('00000000-0000-0000-0000-000000000000'), 'alerting', { correlationId: '0'.repeat(32), via: 'forgetNotifications' });

/** Rows of each table in one statement, so that none runs long. */
const AT_ONCE = 1_000;

/** Ages in PostgreSQL. */
export const postgresNotificationRetention = (transactions: Transactions): NotificationRetention => ({
  async forget({ logUntil, notificationsUntil }) {
    const { rows } = await transactions.run(nobody, ({ trx }) =>
      sql<{ gone: number }>`SELECT alerting.forget_notifications(${logUntil}::timestamptz, ${notificationsUntil}::timestamptz, ${AT_ONCE}::integer) AS gone`.execute(trx),
    );
    return rows[0]?.gone ?? 0;
  },
});
