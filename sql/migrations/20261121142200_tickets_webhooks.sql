-- migrate:up
SET ROLE orx_owner;

-- Who is told of tickets. The state of the circuit breaker is here, so that all workers share it.
CREATE TABLE tickets.webhook_endpoints (
  tenant_id            uuid        NOT NULL,
  id                   uuid        NOT NULL,
  url                  text        NOT NULL CONSTRAINT webhook_endpoints_url_length CHECK (char_length(url) BETWEEN 1 AND 2048),
  description          text        NOT NULL CONSTRAINT webhook_endpoints_description_length CHECK (char_length(description) <= 500),
  event_types          text[]      NOT NULL CONSTRAINT webhook_endpoints_event_types_some CHECK (cardinality(event_types) BETWEEN 1 AND 50),
  enabled              boolean     NOT NULL,
  sealed_secret        text        NOT NULL, -- a JWE under a key that the database does not have
  consecutive_failures integer     NOT NULL CONSTRAINT webhook_endpoints_failures_not_negative CHECK (consecutive_failures >= 0),
  opened_at            timestamptz,
  retry_at             timestamptz,
  created_at           timestamptz NOT NULL,
  updated_at           timestamptz NOT NULL,
  version              integer     NOT NULL CONSTRAINT webhook_endpoints_version_positive CHECK (version >= 1),
  CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT webhook_endpoints_open_has_retry CHECK ((opened_at IS NULL) = (retry_at IS NULL)),
  CONSTRAINT webhook_endpoints_retry_after_opened CHECK (retry_at > opened_at)
);
CREATE INDEX webhook_endpoints_newest ON tickets.webhook_endpoints (tenant_id, created_at DESC, id DESC);
SELECT app.protect_tenant_table('tickets.webhook_endpoints');
GRANT SELECT, INSERT, UPDATE, DELETE ON tickets.webhook_endpoints TO orx_app;

-- One event on its way to one endpoint: the queue, the record and the dead letters in one.
CREATE TABLE tickets.webhook_deliveries (
  tenant_id       uuid        NOT NULL,
  id              uuid        NOT NULL,
  endpoint_id     uuid        NOT NULL,
  event_id        uuid        NOT NULL,
  event_type      text        NOT NULL,
  body            jsonb       NOT NULL,
  status          text        NOT NULL CONSTRAINT webhook_deliveries_status_known CHECK (status IN ('pending', 'delivered', 'dead')),
  attempts        integer     NOT NULL CONSTRAINT webhook_deliveries_attempts_not_negative CHECK (attempts >= 0),
  next_attempt_at timestamptz NOT NULL,
  status_code     integer     CONSTRAINT webhook_deliveries_status_code_is_http CHECK (status_code BETWEEN 100 AND 599),
  latency_ms      integer     CONSTRAINT webhook_deliveries_latency_not_negative CHECK (latency_ms >= 0),
  error           text,
  created_at      timestamptz NOT NULL,
  finished_at     timestamptz,
  CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT webhook_deliveries_event_once UNIQUE (tenant_id, endpoint_id, event_id),
  CONSTRAINT webhook_deliveries_endpoint_exists FOREIGN KEY (tenant_id, endpoint_id) REFERENCES tickets.webhook_endpoints (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT webhook_deliveries_end_has_time CHECK ((status = 'pending') = (finished_at IS NULL))
);
ALTER TABLE tickets.webhook_deliveries SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
CREATE INDEX webhook_deliveries_due ON tickets.webhook_deliveries (tenant_id, endpoint_id, next_attempt_at, id) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_newest ON tickets.webhook_deliveries (tenant_id, endpoint_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_dead ON tickets.webhook_deliveries (tenant_id, endpoint_id, created_at DESC, id DESC) WHERE status = 'dead';
CREATE INDEX webhook_deliveries_done ON tickets.webhook_deliveries (finished_at) WHERE status = 'delivered';
SELECT app.protect_tenant_table('tickets.webhook_deliveries');
GRANT SELECT, INSERT, UPDATE, DELETE ON tickets.webhook_deliveries TO orx_app;

RESET ROLE;

-- The two looks across tenants, which answer ids and counts and nothing else. `waiting` hops along the index from endpoint to endpoint.
SET ROLE orx_migrator;
CREATE FUNCTION tickets.due_webhook_endpoints(at timestamptz, most integer) RETURNS TABLE (tenant_id uuid, endpoint_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH RECURSIVE waiting (tenant_id, endpoint_id) AS (
    (SELECT d.tenant_id, d.endpoint_id FROM tickets.webhook_deliveries d WHERE d.status = 'pending' ORDER BY d.tenant_id, d.endpoint_id LIMIT 1)
    UNION ALL
    SELECT n.tenant_id, n.endpoint_id FROM waiting w CROSS JOIN LATERAL (
      SELECT d.tenant_id, d.endpoint_id FROM tickets.webhook_deliveries d
      WHERE d.status = 'pending' AND (d.tenant_id, d.endpoint_id) > (w.tenant_id, w.endpoint_id) ORDER BY d.tenant_id, d.endpoint_id LIMIT 1
    ) n
  )
  SELECT w.tenant_id, w.endpoint_id FROM waiting w JOIN tickets.webhook_endpoints e ON e.tenant_id = w.tenant_id AND e.id = w.endpoint_id
  WHERE e.enabled AND (e.retry_at IS NULL OR e.retry_at <= at)
    AND EXISTS (SELECT FROM tickets.webhook_deliveries d WHERE d.tenant_id = w.tenant_id AND d.endpoint_id = w.endpoint_id AND d.status = 'pending' AND d.next_attempt_at <= at)
  LIMIT most
$$;
CREATE FUNCTION tickets.prune_webhook_deliveries(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH old AS (SELECT d.tenant_id, d.id FROM tickets.webhook_deliveries d WHERE d.status = 'delivered' AND d.finished_at < before ORDER BY d.finished_at LIMIT most FOR UPDATE SKIP LOCKED),
       gone AS (DELETE FROM tickets.webhook_deliveries d USING old o WHERE d.tenant_id = o.tenant_id AND d.id = o.id RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION tickets.due_webhook_endpoints(timestamptz, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION tickets.prune_webhook_deliveries(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tickets.due_webhook_endpoints(timestamptz, integer), tickets.prune_webhook_deliveries(timestamptz, integer) TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION tickets.prune_webhook_deliveries(timestamptz, integer);
DROP FUNCTION tickets.due_webhook_endpoints(timestamptz, integer);
SET ROLE orx_owner;
DROP TABLE tickets.webhook_deliveries;
DROP TABLE tickets.webhook_endpoints;
RESET ROLE;
