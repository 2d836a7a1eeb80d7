-- migrate:up
SET ROLE orx_owner;

-- Comparing arrays is not leakproof, so row-level security keeps it out of index scans; comparing text is. The key is the sorted capabilities, joined by U+001F.
DROP INDEX tickets.tickets_by_capability;
DROP INDEX tickets.tickets_leasable;
ALTER TABLE tickets.tickets
  ADD COLUMN capability_key text COLLATE "C" NOT NULL DEFAULT '' CONSTRAINT tickets_capability_key_agrees CHECK (string_to_array(capability_key, E'\x1f') = required_capabilities);
CREATE INDEX tickets_by_capability ON tickets.tickets (tenant_id, capability_key, created_at DESC, id DESC) WHERE capability_key <> '';
-- What agents may lease: hopped over by set of capabilities, read in the order of the queue.
CREATE INDEX tickets_leasable ON tickets.tickets (tenant_id, capability_key, rank_at, id)
  WHERE status = 'PENDING' AND delivery = 'lease' AND offered_at IS NOT NULL AND waiting_for = 0;

RESET ROLE;

-- Leases end at a time, whoever's they are, so finding whose have ended is a read across tenants. It answers ids of tenants and nothing else; what is done
-- about it is done inside each tenant. `leased` hops along the index from tenant to tenant.
SET ROLE orx_migrator;
CREATE FUNCTION tickets.tenants_with_ended_leases(at timestamptz, most integer) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH RECURSIVE leased (tenant_id) AS (
    (SELECT t.tenant_id FROM tickets.tickets t WHERE t.lease_expires_at IS NOT NULL ORDER BY t.tenant_id LIMIT 1)
    UNION ALL
    SELECT (SELECT t.tenant_id FROM tickets.tickets t WHERE t.lease_expires_at IS NOT NULL AND t.tenant_id > l.tenant_id ORDER BY t.tenant_id LIMIT 1)
    FROM leased l WHERE l.tenant_id IS NOT NULL
  )
  SELECT l.tenant_id FROM leased l
  WHERE EXISTS (SELECT FROM tickets.tickets t WHERE t.tenant_id = l.tenant_id AND t.lease_expires_at <= at)
  LIMIT most
$$;
REVOKE ALL ON FUNCTION tickets.tenants_with_ended_leases(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tickets.tenants_with_ended_leases(timestamptz, integer) TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION tickets.tenants_with_ended_leases(timestamptz, integer);
SET ROLE orx_owner;
ALTER TABLE tickets.tickets DROP COLUMN capability_key CASCADE;
CREATE INDEX tickets_by_capability ON tickets.tickets USING gin (required_capabilities) WHERE required_capabilities <> '{}';
CREATE INDEX tickets_leasable ON tickets.tickets (tenant_id, required_capabilities, rank_at, id)
  WHERE status = 'PENDING' AND delivery = 'lease' AND offered_at IS NOT NULL AND waiting_for = 0;
RESET ROLE;
