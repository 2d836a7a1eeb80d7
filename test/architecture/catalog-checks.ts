/**
 * Rules about the database catalog: what has to be true of every table, index, function and role so that no tenant sees another one's rows.
 * Each is a query that answers one row (`violation`) per offence.
 */
export interface CatalogCheck {
  readonly line: number;
  readonly rule: string;
  readonly sql: string;
}

/** Tables that belong to no tenant, each with the reason. */
export const TABLES_WITHOUT_TENANT: Readonly<Record<string, string>> = {
  'public.schema_migrations': 'versions of the migrations',
  'auth.tenants': 'says which tenants there are',
  'auth.sessions': 'a browser belongs to a person, who may belong to several tenants',
  'alerting.rule_workers': 'a process that evaluates rules serves all tenants',
  'auth.logout_tokens': 'digests of used logout tokens',
};

/** Policies for other roles than the application's, each with the reason. */
export const OTHER_POLICIES: Readonly<Record<string, string>> = {
  'platform.outbox relay orx_relay': 'the relay delivers the events of all tenants',
  'platform.payload_claims relay orx_relay': 'the relay sweeps expired payloads of all tenants',
  'platform.idempotency_keys relay orx_relay': 'the relay sweeps expired responses of all tenants',
};

/** Indexes whose conditions row-level security keeps from the index, each with the reason why that does no harm. */
export const SLOW_INDEXES: Readonly<Record<string, string>> = {};

const APP = 'orx_app';
const LOGINS = "('orx_app'), ('orx_relay')";
const CANONICAL = '(tenant_id = ( SELECT app.current_tenant() AS current_tenant))';
const list = (entries: Readonly<Record<string, string>>): string => `ARRAY[${Object.keys(entries).map((name) => `'${name}'`).join(', ')}]::text[]`;

// Every table of ours with the number of its column tenant_id, if it has one.
const TABLES = `
tables AS (
  SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relrowsecurity, c.relforcerowsecurity, c.relispartition, c.relowner, c.relacl, t.attnum AS tenant, t.attnotnull
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'tenant_id' AND NOT t.attisdropped
  WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
), protected AS (
  SELECT * FROM tables WHERE tenant IS NOT NULL OR NOT name = ANY (${list(TABLES_WITHOUT_TENANT)})
)`;

export const catalogChecks: readonly CatalogCheck[] = [
  {
    line: 1,
    rule: 'row-level security is enabled and forced on every table of tenants',
    sql: `WITH ${TABLES} SELECT name AS violation FROM protected WHERE NOT (relrowsecurity AND relforcerowsecurity)`,
  },
  {
    line: 2,
    rule: 'exactly one policy, in the canonical words, for the application; others only as listed',
    sql: `WITH ${TABLES}, policies AS (
        SELECT p.*, EXISTS (SELECT FROM unnest(p.polroles) AS role (oid) WHERE role.oid = 0 OR pg_has_role('${APP}', role.oid, 'USAGE')) AS for_app,
          ARRAY(SELECT coalesce(r.rolname, 'PUBLIC') FROM unnest(p.polroles) AS role (oid) LEFT JOIN pg_roles r ON r.oid = role.oid) AS roles
        FROM pg_policy p)
      SELECT name || ': ' || count(p.oid) || ' policies for the application' AS violation
        FROM protected t LEFT JOIN policies p ON p.polrelid = t.oid AND p.for_app GROUP BY name HAVING count(p.oid) <> 1
      UNION ALL
      SELECT name || ': policy ' || p.polname || ' is not the canonical one' FROM protected t JOIN policies p ON p.polrelid = t.oid AND p.for_app
        WHERE NOT p.polpermissive OR p.polcmd <> '*' OR pg_get_expr(p.polqual, t.oid) IS DISTINCT FROM '${CANONICAL}' OR pg_get_expr(p.polwithcheck, t.oid) IS DISTINCT FROM '${CANONICAL}'
      UNION ALL
      SELECT name || ': policy ' || p.polname || ' is not listed' FROM protected t JOIN policies p ON p.polrelid = t.oid AND NOT p.for_app
        WHERE NOT name || ' ' || p.polname || ' ' || array_to_string(p.roles, ',') = ANY (${list(OTHER_POLICIES)})`,
  },
  {
    line: 3,
    rule: 'every unique index contains tenant_id, so that no duplicate key tells of another tenant',
    sql: `WITH ${TABLES} SELECT i.indexrelid::regclass::text AS violation FROM protected t JOIN pg_index i ON i.indrelid = t.oid
      WHERE i.indisunique AND NOT coalesce(t.tenant = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]), false)`,
  },
  {
    line: 4,
    rule: 'every foreign key between tables of tenants pairs tenant_id with tenant_id',
    sql: `WITH ${TABLES} SELECT f.conname::text AS violation FROM pg_constraint f JOIN tables a ON a.oid = f.conrelid JOIN tables b ON b.oid = f.confrelid
      WHERE f.contype = 'f' AND a.tenant IS NOT NULL AND b.tenant IS NOT NULL
        AND NOT EXISTS (SELECT FROM unnest(f.conkey, f.confkey) AS pair (mine, theirs) WHERE pair.mine = a.tenant AND pair.theirs = b.tenant)`,
  },
  {
    line: 5,
    rule: 'every view runs with the rights of who asks',
    sql: `SELECT c.oid::regclass::text AS violation FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'v' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND NOT EXISTS (SELECT FROM unnest(c.reloptions) AS option (text) WHERE option.text IN ('security_invoker=true', 'security_invoker=on', 'security_invoker=1'))`,
  },
  {
    line: 6,
    rule: 'no materialized view is readable by a login: they have no row-level security',
    sql: `SELECT c.oid::regclass || ' by ' || login.name AS violation FROM pg_class c, (VALUES ${LOGINS}) AS login (name)
      WHERE c.relkind = 'm' AND (has_table_privilege(login.name, c.oid, 'SELECT') OR has_any_column_privilege(login.name, c.oid, 'SELECT'))`,
  },
  {
    line: 7,
    rule: 'tenant_id exists on every table that is not listed, and is NOT NULL',
    sql: `WITH ${TABLES} SELECT name AS violation FROM protected WHERE attnotnull IS NOT true`,
  },
  {
    line: 8,
    rule: 'the logins are neither superuser nor above row-level security, and make no roles, databases or replicas',
    sql: `SELECT rolname::text AS violation FROM pg_roles JOIN (VALUES ${LOGINS}) AS login (name) ON login.name = rolname
      WHERE rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication`,
  },
  {
    line: 9,
    rule: 'the logins own nothing and are members of no owner',
    sql: `WITH owners (oid, what) AS (
        SELECT relowner, 'relation ' || oid::regclass FROM pg_class UNION ALL SELECT proowner, 'function ' || oid::regprocedure FROM pg_proc
        UNION ALL SELECT nspowner, 'schema ' || nspname FROM pg_namespace UNION ALL SELECT datdba, 'database ' || datname FROM pg_database
        UNION ALL SELECT oid, 'role ' || rolname FROM pg_roles WHERE rolbypassrls OR rolsuper)
      SELECT login.name || ' has the rights of the owner of ' || min(what) AS violation FROM owners, (VALUES ${LOGINS}) AS login (name)
      WHERE pg_has_role(login.name, owners.oid, 'MEMBER') GROUP BY login.name, owners.oid`,
  },
  {
    line: 10,
    rule: 'nobody may TRUNCATE, REFERENCE, add a TRIGGER or MAINTAIN, and PUBLIC may nothing: row-level security does not govern these',
    sql: `WITH ${TABLES}
      SELECT tables.name || ': ' || login.name || ' may ' || right_.name AS violation FROM tables, (VALUES ${LOGINS}) AS login (name),
        (SELECT unnest(CASE WHEN current_setting('server_version_num')::int >= 170000 THEN ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'] ELSE ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER'] END)) AS right_ (name)
        WHERE has_table_privilege(login.name, tables.oid, right_.name)
      UNION ALL
      SELECT tables.name || ': PUBLIC may ' || acl.privilege_type FROM tables, aclexplode(relacl) AS acl WHERE acl.grantee = 0`,
  },
  {
    line: 11,
    rule: 'SECURITY DEFINER functions fix their search_path and are not for PUBLIC',
    sql: `SELECT p.oid::regprocedure::text AS violation FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND (NOT EXISTS (SELECT FROM unnest(p.proconfig) AS setting (text) WHERE setting.text LIKE 'search_path=%')
          OR EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS acl WHERE acl.grantee = 0 AND acl.privilege_type = 'EXECUTE'))`,
  },
  {
    line: 12,
    rule: 'nothing is granted on partitions, which do not inherit row-level security',
    sql: `WITH ${TABLES} SELECT name || ' to ' || acl.grantee::regrole AS violation FROM tables, aclexplode(relacl) AS acl WHERE relispartition AND acl.grantee <> relowner`,
  },
  {
    line: 13,
    rule: 'every table of tenants has an index that leads with tenant_id',
    sql: `WITH ${TABLES} SELECT name AS violation FROM protected t
      WHERE NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisvalid AND i.indpred IS NULL AND (i.indkey::int2[])[0] = t.tenant)`,
  },
  {
    line: 14,
    rule: 'no index needs a comparison that is not leakproof: row-level security would keep it from being used',
    sql: `WITH ${TABLES} SELECT DISTINCT i.indexrelid::regclass || ' (' || coalesce(opc.opcname, 'expression') || ')' AS violation
      FROM protected t JOIN pg_index i ON i.indrelid = t.oid, unnest(i.indclass::oid[], (i.indkey::int2[])[0:i.indnkeyatts - 1]) AS part (opclass, attnum)
      JOIN pg_opclass opc ON opc.oid = part.opclass JOIN pg_am am ON am.oid = opc.opcmethod
      WHERE NOT i.indexrelid::regclass::text = ANY (${list(SLOW_INDEXES)})
        AND (part.attnum = 0 OR EXISTS (
          SELECT FROM pg_amop op JOIN pg_operator o ON o.oid = op.amopopr JOIN pg_proc p ON p.oid = o.oprcode
          WHERE op.amopfamily = opc.opcfamily AND op.amoplefttype = opc.opcintype AND NOT p.proleakproof
            AND (am.amname NOT IN ('btree', 'hash') OR (o.oprname = '=' AND op.amoprighttype = opc.opcintype))))`,
  },
  {
    line: 15,
    rule: 'default privileges give nothing to PUBLIC',
    sql: `SELECT d.defaclrole::regrole || ' gives PUBLIC ' || acl.privilege_type AS violation FROM pg_default_acl d, aclexplode(d.defaclacl) AS acl WHERE acl.grantee = 0
      UNION ALL
      SELECT creator.name || ' leaves PUBLIC the built-in right on ' || kind.name FROM (VALUES ('orx_owner'), ('orx_migrator')) AS creator (name), (VALUES ('f', 'functions'), ('T', 'types')) AS kind (letter, name)
      WHERE NOT EXISTS (SELECT FROM pg_default_acl d WHERE d.defaclrole = creator.name::regrole AND d.defaclobjtype::text = kind.letter AND d.defaclnamespace = 0)`,
  },
];
