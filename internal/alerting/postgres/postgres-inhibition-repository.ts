import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { ActiveSource, InhibitionLookup, InhibitionRepository, InhibitionSource } from '../ports/inhibition-repository.ts';

/** Sources of inhibition in PostgreSQL. Whether one fires is read from its alert: ends need not be written here. */
export class PostgresInhibitionRepository implements InhibitionRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'alerting'>>,
    private readonly tenantId: TenantId,
  ) {}

  async put(sources: readonly InhibitionSource[]): Promise<void> {
    if (sources.length === 0) return;
    await sql`
      INSERT INTO alerting.inhibition_sources (tenant_id, rule, equal_key, fingerprint, alert_id, matches_target)
      SELECT ${this.tenantId}::uuid, s.rule, s."equalKey", s.fingerprint, s."alertId", s."matchesTarget"
      FROM json_to_recordset(${JSON.stringify(sources.map((source) => ({ ...source, ...digested(source) })))}::json) AS s (rule text, "equalKey" text, fingerprint text, "alertId" uuid, "matchesTarget" boolean)
      ORDER BY s.rule, s."equalKey", s.fingerprint
      ON CONFLICT (tenant_id, rule, equal_key, fingerprint) DO UPDATE SET alert_id = EXCLUDED.alert_id, matches_target = EXCLUDED.matches_target`.execute(this.trx);
  }

  async keepRules(rules: readonly string[]): Promise<void> {
    await sql`DELETE FROM alerting.inhibition_sources WHERE tenant_id = ${this.tenantId} AND NOT rule = ANY (${rules.map(digest)}::text[])`.execute(this.trx);
  }

  async active(lookups: readonly InhibitionLookup[], now: Date): Promise<readonly ActiveSource[]> {
    if (lookups.length === 0) return [];
    const digests = lookups.map(digested);
    const { rows } = await sql<Omit<ActiveSource, keyof InhibitionLookup> & { readonly place: number }>`
      SELECT l.place::integer, s.fingerprint, s.matches_target AS "matchesTarget"
      FROM unnest(${digests.map(({ rule }) => rule)}::text[], ${digests.map(({ equalKey }) => equalKey)}::text[]) WITH ORDINALITY AS l (rule, equal_key, place)
      JOIN alerting.inhibition_sources s ON s.tenant_id = ${this.tenantId} AND s.rule = l.rule AND s.equal_key = l.equal_key
      JOIN alerting.alerts a ON a.tenant_id = s.tenant_id AND a.id = s.alert_id
      WHERE a.status <> 'resolved' AND (a.expires_at IS NULL OR a.expires_at > ${now})
      ORDER BY s.fingerprint`.execute(this.trx);
    return rows.flatMap(({ place, ...source }) => {
      const lookup = lookups[place - 1];
      return lookup ? [{ ...lookup, ...source }] : [];
    });
  }
}

// Rules and values may be long; an index entry must not.
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
const digested = ({ rule, equalKey }: InhibitionLookup): InhibitionLookup => ({ rule: digest(rule), equalKey: digest(equalKey) });
