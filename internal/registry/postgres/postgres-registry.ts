import type { Transaction } from 'kysely';
import type { Database, TablesOf } from '#internal/db';
import type { Actor } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { RegistryRepositories, RegistryUnitOfWork } from '../ports/registry-unit-of-work.ts';
import { PostgresAgentRepository } from './postgres-agent-repository.ts';
import { PostgresChangeLog } from './postgres-change-log.ts';
import { PostgresReservationRepository } from './postgres-reservation-repository.ts';
import { PostgresTrailRepository } from './postgres-trail-repository.ts';

/** Agents, their reservations, trails and changes in PostgreSQL; a run joins the transaction of its caller. */
export function postgresRegistry(transactions: Transactions): RegistryUnitOfWork {
  const repositories = (all: Transaction<Database>, { tenantId }: Actor): RegistryRepositories => {
    const trx = all.$pickTables<keyof TablesOf<'registry'>>();
    return {
      agents: new PostgresAgentRepository(trx, tenantId),
      reservations: new PostgresReservationRepository(trx, tenantId),
      trails: new PostgresTrailRepository(trx, tenantId),
      changes: new PostgresChangeLog(trx, tenantId),
    };
  };
  return {
    run: (actor, work) => transactions.run(actor, ({ trx, audit, outbox }) => work({ ...repositories(trx, actor), audit, outbox })),
    read: (actor, work) => transactions.read(actor, ({ trx }) => work(repositories(trx, actor))),
  };
}
