import { sql } from 'kysely';
import type { MetricsTransaction } from './chunk-archive.ts';

/**
 * For the rest of the transaction the planner joins by hashing. New rows of a tenant are unknown to its statistics: it takes them for one, and would look
 * through a list of thousands of keys for each of them.
 */
export async function joinByHashing(trx: MetricsTransaction): Promise<void> {
  await sql`SELECT set_config('enable_nestloop', 'off', true)`.execute(trx);
}
