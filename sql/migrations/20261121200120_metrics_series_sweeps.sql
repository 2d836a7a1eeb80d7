-- migrate:up
SET ROLE orx_owner;
-- Series without samples are deleted in three steps, some time apart, because processes remember the ids of series: candidates are announced, so that no process keeps one in
-- memory; then writes of a process that did not see the announcement are refused; then those are deleted that nobody has used meanwhile.
CREATE TABLE metrics.series_sweeps (
  tenant_id  uuid        NOT NULL PRIMARY KEY,
  announced  bigint      NOT NULL, -- counts the announcements
  fenced     bigint      NOT NULL DEFAULT 0, -- whoever has not seen this one may not write
  candidates bytea, -- ids, as in postings; null once the sweep is over
  step_at    timestamptz NOT NULL DEFAULT now()
);
SELECT app.protect_tenant_table('metrics.series_sweeps');
GRANT SELECT, INSERT, UPDATE ON metrics.series_sweeps TO orx_app;

-- A row may be locked by who may update a column.
GRANT DELETE, UPDATE (created_at) ON metrics.series TO orx_app;

-- True, or an error after which a process has to read anew what it knows of the tenant.
CREATE FUNCTION metrics.knows_sweeps(tenant uuid, seen bigint) RETURNS boolean
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  IF EXISTS (SELECT FROM metrics.series_sweeps s WHERE s.tenant_id = tenant AND s.fenced > seen) THEN
    RAISE EXCEPTION 'series were deleted that this process may know' USING ERRCODE = '40001';
  END IF;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION metrics.knows_sweeps(uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metrics.knows_sweeps(uuid, bigint) TO orx_app;
COMMENT ON COLUMN metrics.series.created_at IS 'or when it was taken up again after a while';
RESET ROLE;

-- As before, and tenants with a sweep that is not over.
SET ROLE orx_migrator;
CREATE OR REPLACE FUNCTION metrics.tenants_with_samples(after uuid, most integer) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH RECURSIVE hop (tenant_id) AS (
    (SELECT p.tenant_id FROM metrics.postings p WHERE p.tenant_id > after ORDER BY p.tenant_id LIMIT 1)
    UNION ALL
    SELECT (SELECT p.tenant_id FROM metrics.postings p WHERE p.tenant_id > h.tenant_id ORDER BY p.tenant_id LIMIT 1) FROM hop h WHERE h.tenant_id IS NOT NULL
  )
  (SELECT h.tenant_id FROM hop h WHERE h.tenant_id IS NOT NULL LIMIT most)
  UNION (SELECT s.tenant_id FROM metrics.series_sweeps s WHERE s.tenant_id > after AND s.candidates IS NOT NULL ORDER BY s.tenant_id LIMIT most)
  ORDER BY tenant_id LIMIT most
$$;
RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP FUNCTION metrics.knows_sweeps(uuid, bigint);
REVOKE DELETE, UPDATE (created_at) ON metrics.series FROM orx_app;
DROP TABLE metrics.series_sweeps;
RESET ROLE;
