import { hashChainedAuditWriter } from '#internal/audit';
import { postgresTransactions } from '#internal/platform/transactions';
import { createPool } from '#pkg/database';
import { createTenantSeed } from '../auth/module.ts';
import { systemClock, uuids } from './platform.ts';

type EnsureTenant = ReturnType<typeof createTenantSeed>;

/** Gives `work` the use case that sets up tenants, on a connection of the application role that is closed afterwards. */
export async function withTenantSeed<Result>(databaseUrl: string, work: (ensureTenant: EnsureTenant) => Promise<Result>): Promise<Result> {
  const pool = createPool({ url: databaseUrl, max: 1, applicationName: 'orchestrix-seed', acquireTimeoutMs: 10_000 });
  try {
    const transactions = postgresTransactions({ pool, clock: systemClock, ids: uuids, auditWriter: hashChainedAuditWriter });
    return await work(createTenantSeed({ transactions, ids: uuids, clock: systemClock }));
  } finally {
    await pool.end();
  }
}
