-- migrate:up
SET ROLE orx_owner;

-- Something that has to be heard of regularly.
CREATE TABLE integrations.heartbeats (
  tenant_id        uuid        NOT NULL,
  id               uuid        NOT NULL,
  name             text        NOT NULL CONSTRAINT heartbeats_name_length CHECK (char_length(name) BETWEEN 1 AND 128),
  enabled          boolean     NOT NULL,
  interval_seconds integer     NOT NULL CONSTRAINT heartbeats_interval_bounded CHECK (interval_seconds BETWEEN 10 AND 31622400),
  grace_seconds    integer     NOT NULL CONSTRAINT heartbeats_grace_bounded CHECK (grace_seconds BETWEEN 0 AND 31622400),
  labels           jsonb       NOT NULL,
  severity         text        NOT NULL CONSTRAINT heartbeats_severity_known CHECK (severity IN ('critical', 'high', 'warning', 'low', 'info')),
  token_digest     text        NOT NULL CONSTRAINT heartbeats_token_digest_form CHECK (token_digest ~ '^[0-9a-f]{64}$'),
  status           text        NOT NULL CONSTRAINT heartbeats_status_known CHECK (status IN ('waiting', 'up', 'down')),
  last_ping_at     timestamptz,
  due_at           timestamptz,
  timer            integer     NOT NULL CONSTRAINT heartbeats_timer_not_negative CHECK (timer >= 0), -- the timer that counts; older ones are ignored
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  version          integer     NOT NULL CONSTRAINT heartbeats_version_positive CHECK (version >= 1),
  CONSTRAINT heartbeats_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT heartbeats_name_once UNIQUE (tenant_id, name),
  CONSTRAINT heartbeats_up_is_due CHECK (status <> 'up' OR (last_ping_at IS NOT NULL AND due_at IS NOT NULL))
);
CREATE INDEX heartbeats_by_token ON integrations.heartbeats (token_digest);
CREATE INDEX heartbeats_newest ON integrations.heartbeats (tenant_id, created_at DESC, id DESC);
SELECT app.protect_tenant_table('integrations.heartbeats');
GRANT SELECT, INSERT, UPDATE, DELETE ON integrations.heartbeats TO orx_app;

-- When a heartbeat went missing and came back.
CREATE TABLE integrations.heartbeat_changes (
  tenant_id    uuid        NOT NULL,
  id           uuid        NOT NULL,
  heartbeat_id uuid        NOT NULL,
  status       text        NOT NULL CONSTRAINT heartbeat_changes_status_known CHECK (status IN ('up', 'down')),
  last_ping_at timestamptz,
  created_at   timestamptz NOT NULL,
  CONSTRAINT heartbeat_changes_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT heartbeat_changes_heartbeat_exists FOREIGN KEY (tenant_id, heartbeat_id) REFERENCES integrations.heartbeats (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX heartbeat_changes_newest ON integrations.heartbeat_changes (tenant_id, heartbeat_id, created_at DESC, id DESC);
CREATE INDEX heartbeat_changes_by_age ON integrations.heartbeat_changes (created_at);
SELECT app.protect_tenant_table('integrations.heartbeat_changes');
GRANT SELECT, INSERT ON integrations.heartbeat_changes TO orx_app;
RESET ROLE;

-- A ping shows a token and names no tenant.
SET ROLE orx_migrator;
CREATE FUNCTION integrations.find_heartbeat_by_token(digest text) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT h.tenant_id, h.id FROM integrations.heartbeats h JOIN auth.tenants t ON t.id = h.tenant_id WHERE h.token_digest = digest AND t.enabled
$$;
CREATE FUNCTION integrations.prune_heartbeat_changes(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH old AS (SELECT c.tenant_id, c.id FROM integrations.heartbeat_changes c WHERE c.created_at < before ORDER BY c.created_at LIMIT most FOR UPDATE SKIP LOCKED),
       gone AS (DELETE FROM integrations.heartbeat_changes c USING old o WHERE c.tenant_id = o.tenant_id AND c.id = o.id RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION integrations.find_heartbeat_by_token(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION integrations.prune_heartbeat_changes(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION integrations.find_heartbeat_by_token(text), integrations.prune_heartbeat_changes(timestamptz, integer) TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION integrations.prune_heartbeat_changes(timestamptz, integer);
DROP FUNCTION integrations.find_heartbeat_by_token(text);
SET ROLE orx_owner;
DROP TABLE integrations.heartbeat_changes;
DROP TABLE integrations.heartbeats;
RESET ROLE;
