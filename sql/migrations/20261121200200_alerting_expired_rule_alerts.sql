-- migrate:up
-- The job runs for all tenants. It learns which of them there is work for, ids and nothing else; the work is done inside each tenant.
SET ROLE orx_migrator;
CREATE FUNCTION alerting.tenants_with_expired_rule_alerts(before timestamptz, most integer) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT DISTINCT a.tenant_id FROM alerting.alerts a WHERE a.status <> 'resolved' AND a.source = 'rule' AND a.expires_at <= before LIMIT most
$$;
REVOKE ALL ON FUNCTION alerting.tenants_with_expired_rule_alerts(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION alerting.tenants_with_expired_rule_alerts(timestamptz, integer) TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION alerting.tenants_with_expired_rule_alerts(timestamptz, integer);
