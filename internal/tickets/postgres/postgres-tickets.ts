import type { Transaction } from 'kysely';
import type { Database, TablesOf } from '#internal/db';
import type { Actor } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { TicketsUnitOfWork } from '../ports/tickets-unit-of-work.ts';
import { PostgresTicketRepository } from './postgres-ticket-repository.ts';

/** Tickets in PostgreSQL; a run joins the transaction of its caller. */
export function postgresTickets(transactions: Transactions): TicketsUnitOfWork {
  const repositories = (trx: Transaction<Database>, { tenantId }: Actor) => ({
    tickets: new PostgresTicketRepository(trx.$pickTables<keyof TablesOf<'tickets'>>(), tenantId),
  });
  return {
    run: (actor, work) => transactions.run(actor, ({ trx, audit, outbox }) => work({ ...repositories(trx, actor), audit, outbox })),
    read: (actor, work) => transactions.read(actor, ({ trx }) => work(repositories(trx, actor))),
  };
}
