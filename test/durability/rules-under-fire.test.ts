import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import { createPool } from '#pkg/database';
import { eventually } from '../support/eventually.ts';
import { buildProduct, type ProcessStack, startProcessStack } from '../support/process-stack.ts';
import { productClient, type ProductClient } from '../support/product-client.ts';
import { accessToken } from '../support/product-people.ts';
import { testIssuer } from '../support/test-issuer.ts';

const GROUPS = 12;
/** Lets the time pass that the promise is about, and some more for a busy machine; that it is kept is measured by the database's clock. */
const PATIENCE_MS = 60_000;
const WITHIN_SECONDS = 10;

interface Lease {
  readonly group_id: string;
  readonly holder: string | null;
  readonly token: number;
  readonly missed: number;
}

describe('kill -9 of a worker that evaluates rules', () => {
  const ends: (() => unknown)[] = [];
  let stack: ProcessStack;
  let pool: Pool;
  let ana: ProductClient;

  beforeAll(async () => {
    buildProduct();
    const dataDir = mkdtempSync(path.join(tmpdir(), 'orchestrix-rules-'));
    ends.push(() => { rmSync(dataDir, { recursive: true, force: true }); });
    stack = await startProcessStack({ dataDir, issuer: testIssuer() });
    ends.push(() => stack.stop());
    pool = createPool({ url: stack.adminUrl, max: 2, applicationName: 'test-observer', acquireTimeoutMs: 10_000 });
    ends.push(() => pool.end());
    ana = productClient(stack.address, { authorization: `Bearer ${await accessToken(testIssuer(), 'ana')}` });
    for (let n = 0; n < GROUPS; n += 1) {
      const rules = [{ name: `Always${n}`, expr: 'vector(1)', labels: { severity: 'critical' } }, { name: `Later${n}`, expr: 'vector(1)', for_seconds: 45 }];
      await ana.call('createRuleGroup', { body: { namespace: 'fire.yml', name: `group ${n}`, interval_seconds: 1, rules } });
    }
  }, 180_000);
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  }, 60_000);

  const leases = async (): Promise<readonly Lease[]> => (await pool.query<Lease>('SELECT group_id, holder, token::integer, missed::integer FROM alerting.rule_group_leases ORDER BY group_id')).rows;
  const holders = (all: readonly Lease[]): Readonly<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const { holder } of all) counts[holder ?? 'nobody'] = (counts[holder ?? 'nobody'] ?? 0) + 1;
    return counts;
  };
  const alerts = async () => (await pool.query<{ name: string; status: string; starts: number }>('SELECT name, min(status) AS status, count(*)::integer AS starts FROM alerting.alerts GROUP BY name ORDER BY name')).rows;
  const patient = PATIENCE_MS;

  test('two workers share the groups, and the groups of the one that is killed move to the other within ten seconds', async () => {
    await eventually(leases, (all) => all.length === GROUPS && all.every(({ holder }) => holder !== null), patient);
    const [[first]] = [Object.keys(holders(await leases()))];
    const another = await stack.anotherWorker();
    const shared = holders(await eventually(leases, (all) => Object.values(holders(all)).every((count) => count === GROUPS / 2), patient));
    expect(Object.keys(shared)).toHaveLength(2);
    await eventually(alerts, (all) => all.filter(({ name, status }) => name.startsWith('Always') && status === 'firing').length === GROUPS, patient);

    const before = new Map((await leases()).map((lease) => [lease.group_id, lease]));
    const { rows: [killed] } = await pool.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    await another.kill();
    const moved = async () => (await pool.query<Lease & { seconds: number }>('SELECT group_id, holder, token::integer, missed::integer, extract(epoch FROM last_slot_at - $1)::float AS seconds FROM alerting.rule_group_leases ORDER BY group_id', [killed!.at])).rows;
    const after = await eventually(moved, (all) => all.every(({ holder }) => holder === first), patient);
    const orphans = after.filter(({ group_id: id }) => before.get(id)?.holder !== first);
    expect(orphans).toHaveLength(GROUPS / 2);
    expect(orphans.every(({ group_id: id, token }) => token === (before.get(id)?.token ?? 0) + 1)).toBe(true);

    // They go on, and say how many evaluations there were none of: no more than the time that they were nobody's.
    const again = await eventually(moved, (all) => all.every((lease) => lease.seconds > WITHIN_SECONDS), patient);
    const missed = again.filter(({ group_id: id }) => before.get(id)?.holder !== first).map(({ group_id: id, missed: count }) => count - (before.get(id)?.missed ?? 0));
    expect(Math.min(...missed)).toBeGreaterThan(0);
    expect(Math.max(...missed)).toBeLessThanOrEqual(WITHIN_SECONDS);
  }, 240_000);

  test('what waits for its `for` goes on waiting where it was, and nothing fires twice', async () => {
    const ended = await eventually(alerts, (all) => all.filter(({ status }) => status === 'firing').length === 2 * GROUPS, patient);
    expect(ended.map(({ starts }) => starts)).toEqual(ended.map(() => 1));
    // The condition held since each group's first evaluation: the kill has not begun it anew.
    const { rows } = await pool.query<{ seconds: number }>(`
      SELECT extract(epoch FROM later.starts_at - always.starts_at)::float AS seconds
      FROM alerting.alerts later JOIN alerting.alerts always ON always.name = replace(later.name, 'Later', 'Always')
      WHERE later.name LIKE 'Later%'`);
    expect(rows.filter(({ seconds }) => seconds < 45)).toEqual([]);
    expect(Math.min(...rows.map(({ seconds }) => seconds))).toBeLessThan(48);
    expect(Math.max(...rows.map(({ seconds }) => seconds))).toBeLessThan(45 + 2 * WITHIN_SECONDS);
  }, 240_000);

  test('the API tells of missed evaluations', async () => {
    const { items } = (await ana.call('listRuleGroups', { query: { namespace: 'fire.yml' } })).body;
    expect(items.filter(({ missed_evaluations: missed }) => missed > 0).length).toBeGreaterThanOrEqual(GROUPS / 2);
  });
});
