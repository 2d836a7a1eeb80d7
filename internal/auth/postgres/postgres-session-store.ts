import { hash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import { systemActor, type Clock } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { Session, SessionId } from '../domain/session.ts';
import { NO_TENANT } from '../domain/tenant.ts';
import type { LogoutNotice, SessionStore } from '../ports/session-store.ts';

const keeper = systemActor(NO_TENANT, 'sessions', { correlationId: '0'.repeat(32), via: 'sessions' });

/** Sessions belong to no tenant; their transactions carry the nil tenant, for which no row of a tenant table exists. */
export class PostgresSessionStore implements SessionStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  start(session: Session): Promise<void> {
    return this.write(async (trx) => {
      await trx.deleteFrom('auth.sessions').where('expiresAt', '<=', session.createdAt).execute();
      await trx.insertInto('auth.sessions').values(session).execute();
    });
  }

  async find(digest: string, now: Date): Promise<Session | undefined> {
    const row = await this.transactions.read(keeper, ({ trx }) =>
      trx.selectFrom('auth.sessions').selectAll().where('digest', '=', digest).where('expiresAt', '>', now).executeTakeFirst(),
    );
    if (!row) return undefined;
    const { renewingUntil: _, ...session } = row;
    return { ...session, id: session.id as SessionId };
  }

  claimRenewal({ id, sealedTokens }: Pick<Session, 'id' | 'sealedTokens'>, now: Date, until: Date): Promise<boolean> {
    return this.write(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('auth.sessions')
        .set({ renewingUntil: until })
        .where('id', '=', id)
        .where('sealedTokens', '=', sealedTokens) // never twice the same: every seal has its own nonce
        .where((row) => row.or([row('renewingUntil', 'is', null), row('renewingUntil', '<=', now)]))
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    });
  }

  renew(id: SessionId, { sealedTokens, accessExpiresAt }: Pick<Session, 'sealedTokens' | 'accessExpiresAt'>): Promise<void> {
    return this.write(async (trx) => {
      await trx.updateTable('auth.sessions').set({ sealedTokens, accessExpiresAt, renewingUntil: null }).where('id', '=', id).execute();
    });
  }

  releaseRenewal(id: SessionId): Promise<void> {
    return this.write(async (trx) => {
      await trx.updateTable('auth.sessions').set({ renewingUntil: null }).where('id', '=', id).execute();
    });
  }

  end(id: SessionId): Promise<void> {
    return this.write(async (trx) => {
      await trx.deleteFrom('auth.sessions').where('id', '=', id).execute();
    });
  }

  endByLogoutToken({ tokenId, subject, providerSessionId, expiresAt }: LogoutNotice): Promise<boolean> {
    return this.write(async (trx) => {
      // Kept a little longer than the token is accepted, whose check tolerates clocks that differ.
      const forgetBefore = new Date(this.clock.now().getTime() - 60_000);
      await trx.deleteFrom('auth.logoutTokens').where('expiresAt', '<', forgetBefore).execute();
      const used = trx.insertInto('auth.logoutTokens').values({ digest: hash('sha256', tokenId, 'hex'), expiresAt });
      const { numInsertedOrUpdatedRows } = await used.onConflict((clash) => clash.column('digest').doNothing()).executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      const ended = trx.deleteFrom('auth.sessions');
      if (providerSessionId !== undefined) await ended.where('providerSessionId', '=', providerSessionId).execute();
      else if (subject !== undefined) await ended.where('subject', '=', subject).execute();
      return true;
    });
  }

  private write<R>(work: (trx: Transaction<TablesOf<'auth'>>) => Promise<R>): Promise<R> {
    return this.transactions.run(keeper, ({ trx }) => work(trx.$pickTables<keyof TablesOf<'auth'>>()));
  }
}
