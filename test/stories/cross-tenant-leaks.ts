import type { Pool } from 'pg';
import type { Answered } from '../support/product-client.ts';

/** An answer about an id, and the id that was asked for. */
export interface Asked {
  readonly id: string;
  readonly answer: Answered;
}

// They differ between any two answers.
const PASSING_HEADERS = new Set(['date', 'x-correlation-id', 'ratelimit', 'keep-alive', 'connection']);

/** What is left of an answer when what must differ is taken away: the id itself, the path it stands in, the correlation id. */
function comparable({ id, answer: { status, headers, body } }: Asked): unknown {
  const withoutPlace = typeof body === 'object' && body !== null ? { ...body, instance: undefined, correlation_id: undefined } : body;
  return {
    status,
    headers: [...headers].filter(([name]) => !PASSING_HEADERS.has(name)),
    body: (JSON.stringify(withoutPlace) ?? '').replaceAll(id, '<id>'),
  };
}

/** In words, how an answer about another tenant's thing differs from the answer about a thing that nobody has; `undefined` when it does not. */
export function differenceToNothing(foreign: Asked, random: Asked): string | undefined {
  const [of, than] = [JSON.stringify(comparable(foreign)), JSON.stringify(comparable(random))];
  return of === than ? undefined : `${of} instead of ${than}`;
}

/** Texts of another tenant that stand in an answer; `sent` may be repeated, because the caller knew it. */
export const leakedTexts = ({ headers, body }: Answered, secrets: readonly string[], sent: string): string[] => {
  const all = JSON.stringify([[...headers], body]).replaceAll(sent, '');
  return secrets.filter((secret) => secret !== sent && all.includes(secret));
};

/** A digest of all rows of a tenant per table, of every table that has tenants. Needs a role that sees all rows. */
export async function tenantDigests(admin: Pool, tenantId: string): Promise<ReadonlyMap<string, string>> {
  const { rows: tables } = await admin.query<{ name: string }>(`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE column_name = 'tenant_id' AND table_type = 'BASE TABLE' ORDER BY name`);
  const digests = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await admin.query<{ digest: string }>(`SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS digest FROM ${name} t WHERE tenant_id = $1`, [tenantId]);
    digests.set(name, rows[0]!.digest);
  }
  return digests;
}

/** Tables whose rows are not what they were. */
export const changedTables = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((table) => before.get(table) !== after.get(table));
