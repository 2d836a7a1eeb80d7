import type { PoolClient } from 'pg';
import { someTenant, useOwnDatabase, useTestPool } from '#test/support';
import { catalogChecks, OTHER_POLICIES, SLOW_INDEXES, TABLES_WITHOUT_TENANT } from './catalog-checks.ts';

// A table as it should be, which the faults below then spoil.
const wellMade = `
  CREATE TABLE platform.probe (tenant_id uuid NOT NULL, id uuid NOT NULL, name text NOT NULL, PRIMARY KEY (tenant_id, id));
  SELECT app.protect_tenant_table('platform.probe'); GRANT SELECT, INSERT, UPDATE, DELETE ON platform.probe TO orx_app;`;

// What somebody could do wrong in a migration, by the number of the check that must notice.
const faults: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  1: {
    'row-level security is not enabled': 'ALTER TABLE platform.probe DISABLE ROW LEVEL SECURITY',
    'row-level security is not forced': 'ALTER TABLE platform.probe NO FORCE ROW LEVEL SECURITY',
    'a table without tenant_id is not listed': 'CREATE TABLE platform.forgotten (id uuid PRIMARY KEY)',
    'a partition does not have it': 'CREATE TABLE platform.part (tenant_id uuid NOT NULL) PARTITION BY HASH (tenant_id); CREATE TABLE platform.part0 PARTITION OF platform.part FOR VALUES WITH (MODULUS 1, REMAINDER 0)',
  },
  2: {
    'there is no policy': 'DROP POLICY tenant ON platform.probe',
    'a second policy widens the first': 'CREATE POLICY more ON platform.probe TO orx_app USING (true)',
    'a policy for PUBLIC widens it': 'CREATE POLICY more ON platform.probe USING (true)',
    'an administrator sees all': "DROP POLICY tenant ON platform.probe; CREATE POLICY tenant ON platform.probe TO orx_app USING (tenant_id = (SELECT app.current_tenant()) OR current_setting('app.admin', true) = 'on')",
    'writes are not checked': 'DROP POLICY tenant ON platform.probe; CREATE POLICY tenant ON platform.probe TO orx_app USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (true)',
    'only reads are covered': 'DROP POLICY tenant ON platform.probe; CREATE POLICY tenant ON platform.probe FOR SELECT TO orx_app USING (tenant_id = (SELECT app.current_tenant()))',
    'another role sees all without being listed': 'CREATE POLICY relay ON platform.probe TO orx_relay USING (true)',
  },
  3: {
    'a name is unique across tenants': 'CREATE UNIQUE INDEX ON platform.probe (name)',
    'tenant_id is only carried along': 'CREATE UNIQUE INDEX ON platform.probe (name) INCLUDE (tenant_id)',
  },
  4: { 'a foreign key names the id alone': 'ALTER TABLE platform.probe ADD UNIQUE (id); CREATE TABLE platform.child (tenant_id uuid NOT NULL, probe_id uuid REFERENCES platform.probe (id))' },
  5: { 'a view runs as its owner': 'CREATE VIEW platform.peek AS SELECT * FROM platform.probe' },
  6: {
    'a materialized view is granted': 'CREATE MATERIALIZED VIEW platform.frozen AS SELECT * FROM platform.probe; GRANT SELECT ON platform.frozen TO orx_app',
    'one column of it is': 'CREATE MATERIALIZED VIEW platform.frozen AS SELECT * FROM platform.probe; GRANT SELECT (name) ON platform.frozen TO orx_app',
  },
  7: { 'a row may have no tenant': 'CREATE TABLE platform.nullable (tenant_id uuid, id uuid)' },
  8: {
    'the application is superuser': 'ALTER ROLE orx_app SUPERUSER',
    'the application is above row-level security': 'ALTER ROLE orx_app BYPASSRLS',
    'the relay may make roles': 'ALTER ROLE orx_relay CREATEROLE',
    'the relay may replicate': 'ALTER ROLE orx_relay REPLICATION',
  },
  9: {
    'the application owns a table': 'ALTER TABLE platform.probe OWNER TO orx_app',
    'the application is a member of the owner': 'GRANT orx_owner TO orx_app',
    'the relay may become the migrator': 'GRANT orx_migrator TO orx_relay WITH INHERIT FALSE',
  },
  10: {
    'the application may truncate': 'GRANT TRUNCATE ON platform.probe TO orx_app',
    'the application may reference': 'GRANT REFERENCES ON platform.probe TO orx_app',
    'the application may add a trigger': 'GRANT TRIGGER ON platform.probe TO orx_app',
    'the relay may maintain': 'GRANT MAINTAIN ON platform.probe TO orx_relay',
    'everybody may read': 'GRANT SELECT ON platform.probe TO PUBLIC',
  },
  11: {
    'a definer function trusts the search path': "CREATE FUNCTION platform.f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; REVOKE ALL ON FUNCTION platform.f() FROM PUBLIC",
    'a definer function is for everybody': "CREATE FUNCTION platform.f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION platform.f() TO PUBLIC",
  },
  12: { 'a partition is granted': 'CREATE TABLE platform.part (tenant_id uuid NOT NULL) PARTITION BY HASH (tenant_id); CREATE TABLE platform.part0 PARTITION OF platform.part FOR VALUES WITH (MODULUS 1, REMAINDER 0); GRANT SELECT ON platform.part0 TO orx_app' },
  13: {
    'there is no index': 'CREATE TABLE platform.heap (tenant_id uuid NOT NULL, id uuid NOT NULL)',
    'the key starts with something else': 'CREATE TABLE platform.heap (tenant_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (id, tenant_id))',
  },
  14: {
    'JSON is searched by an index': "ALTER TABLE platform.probe ADD payload jsonb; CREATE INDEX ON platform.probe USING gin (payload)",
    'a number with decimals is ordered': 'ALTER TABLE platform.probe ADD cost numeric; CREATE INDEX ON platform.probe (tenant_id, cost)',
    'an enum is filtered': "CREATE TYPE platform.color AS ENUM ('red'); ALTER TABLE platform.probe ADD color platform.color; CREATE INDEX ON platform.probe (tenant_id, color)",
    'an expression is indexed': 'CREATE INDEX ON platform.probe (tenant_id, lower(name))',
  },
  15: {
    'new functions are for everybody': 'ALTER DEFAULT PRIVILEGES FOR ROLE orx_owner GRANT EXECUTE ON FUNCTIONS TO PUBLIC',
    'new tables of a schema are for everybody': 'ALTER DEFAULT PRIVILEGES FOR ROLE orx_owner IN SCHEMA platform GRANT SELECT ON TABLES TO PUBLIC',
  },
};

describe('the catalog keeps tenants apart', () => {
  const admin = useTestPool('admin', 2, useOwnDatabase());

  const violationsOf = async (client: Pick<PoolClient, 'query'>, sql: string) => (await client.query<{ violation: string }>(sql)).rows.map((row) => row.violation);

  /** Violations after `change`, which leaves no trace. */
  async function violationsAfter(change: string, sql: string): Promise<readonly string[]> {
    const client = await admin.connect();
    try {
      await client.query('BEGIN');
      await client.query(change);
      return await violationsOf(client, sql);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  test('fifteen checks, and a planted fault for each', () => {
    expect(catalogChecks.map(({ line }) => line)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    expect(Object.keys(faults).map(Number)).toEqual(catalogChecks.map(({ line }) => line));
  });

  describe.each(catalogChecks)('$line: $rule', ({ line, sql }) => {
    test('holds', async () => {
      expect(await violationsOf(admin, sql)).toEqual([]);
    });

    test('holds for a table that is made as it should be', async () => {
      expect(await violationsAfter(wellMade, sql)).toEqual([]);
    });

    test('holds for partitions that are made while the product runs', async () => {
      expect(await violationsAfter('SELECT metrics.make_chunk_partitions(ARRAY[20000, 20001])', sql)).toEqual([]);
    });

    test.each(Object.entries(faults[line] ?? {}))('notices that %s', async (_fault, plant) => {
      expect(await violationsAfter(`${wellMade}; ${plant}`, sql)).not.toEqual([]);
    });
  });

  test('the lists of exceptions name only what exists', async () => {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT schemaname || '.' || tablename AS name FROM pg_tables UNION SELECT schemaname || '.' || indexname FROM pg_indexes
       UNION SELECT schemaname || '.' || tablename || ' ' || policyname || ' ' || array_to_string(roles, ',') FROM pg_policies`,
    );
    const names = rows.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([TABLES_WITHOUT_TENANT, OTHER_POLICIES, SLOW_INDEXES].flatMap((exceptions) => Object.keys(exceptions))));
  });
});

describe('the policy at work', () => {
  const urls = useOwnDatabase();
  const admin = useTestPool('admin', 2, urls);
  const app = useTestPool('app', 1, urls);

  async function asTenant<R>(tenant: string | undefined, work: (client: PoolClient) => Promise<R>): Promise<R> {
    const client = await app.connect();
    try {
      await client.query('BEGIN');
      if (tenant !== undefined) await client.query("SELECT set_config('app.tenant_id', $1, true)", [tenant]);
      return await work(client);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  beforeAll(async () => {
    await admin.query(`SET ROLE orx_owner; ${wellMade}; RESET ROLE`);
  });

  test('is loud without a tenant, also after a transaction that had one', async () => {
    await expect(asTenant(undefined, (client) => client.query('SELECT * FROM platform.probe'))).rejects.toMatchObject({ code: '42501' });
    await asTenant(someTenant(), (client) => client.query('SELECT * FROM platform.probe'));
    await expect(asTenant(undefined, (client) => client.query('SELECT * FROM platform.probe'))).rejects.toMatchObject({ code: '42501' });
  });

  test('refuses to write for another tenant', async () => {
    const insert = asTenant(someTenant(), (client) => client.query("INSERT INTO platform.probe VALUES ($1, gen_random_uuid(), 'x')", [someTenant()]));
    await expect(insert).rejects.toMatchObject({ code: '42501' });
  });

  test('neither shows nor changes the rows of another tenant', async () => {
    const [mine, theirs] = [someTenant(), someTenant()];
    await admin.query("INSERT INTO platform.probe VALUES ($1, gen_random_uuid(), 'mine'), ($2, gen_random_uuid(), 'theirs')", [mine, theirs]);
    const outcome = await asTenant(mine, async (client) => ({
      seen: (await client.query<{ name: string }>('SELECT name FROM platform.probe')).rows.map(({ name }) => name),
      changed: (await client.query("UPDATE platform.probe SET name = 'changed'")).rowCount,
      removed: (await client.query('DELETE FROM platform.probe')).rowCount,
    }));
    expect(outcome).toEqual({ seen: ['mine'], changed: 1, removed: 1 });
  });

  test('leaves the tenant to the index: a statement reads only the rows of its tenant', async () => {
    await admin.query("INSERT INTO platform.probe SELECT gen_random_uuid(), gen_random_uuid(), 'x' FROM generate_series(1, 5000); ANALYZE platform.probe");
    const { rows } = await asTenant(someTenant(), (client) => client.query<{ 'QUERY PLAN': string }>('EXPLAIN SELECT * FROM platform.probe'));
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Cond: \(tenant_id = /);
  });
});
