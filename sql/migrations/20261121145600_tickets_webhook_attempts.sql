-- migrate:up
SET ROLE orx_owner;

-- While a secret is replaced, the one before counts until a time: receivers need it to change theirs.
ALTER TABLE tickets.webhook_endpoints
  ADD COLUMN previous_sealed_secret text, -- a JWE, as `sealed_secret` is
  ADD COLUMN previous_secret_until  timestamptz,
  ADD CONSTRAINT webhook_endpoints_previous_secret_ends CHECK ((previous_sealed_secret IS NULL) = (previous_secret_until IS NULL));

-- What came of each attempt at a delivery. They go with their delivery.
CREATE TABLE tickets.webhook_attempts (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  delivery_id uuid        NOT NULL,
  number      integer     NOT NULL CONSTRAINT webhook_attempts_number_positive CHECK (number >= 1),
  outcome     text        NOT NULL CONSTRAINT webhook_attempts_outcome_known CHECK (outcome IN ('delivered', 'failed', 'gone')),
  status_code integer     CONSTRAINT webhook_attempts_status_code_is_http CHECK (status_code BETWEEN 100 AND 599),
  latency_ms  integer     NOT NULL CONSTRAINT webhook_attempts_latency_not_negative CHECK (latency_ms >= 0),
  error       text        CONSTRAINT webhook_attempts_error_length CHECK (char_length(error) <= 1000),
  response    text        CONSTRAINT webhook_attempts_response_length CHECK (char_length(response) <= 1000),
  created_at  timestamptz NOT NULL,
  CONSTRAINT webhook_attempts_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT webhook_attempts_delivery_exists FOREIGN KEY (tenant_id, delivery_id) REFERENCES tickets.webhook_deliveries (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT webhook_attempts_failure_has_error CHECK ((outcome = 'delivered') = (error IS NULL))
);
CREATE INDEX webhook_attempts_of_delivery ON tickets.webhook_attempts (tenant_id, delivery_id, created_at DESC, id DESC);
SELECT app.protect_tenant_table('tickets.webhook_attempts');
GRANT SELECT, INSERT ON tickets.webhook_attempts TO orx_app;

CREATE INDEX webhook_deliveries_given_up ON tickets.webhook_deliveries (finished_at) WHERE status = 'dead';
RESET ROLE;

-- Dead letters are kept for long, but not for ever. Answers a count and nothing else, as its sister for what was delivered.
SET ROLE orx_migrator;
CREATE FUNCTION tickets.prune_dead_webhook_deliveries(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH old AS (SELECT d.tenant_id, d.id FROM tickets.webhook_deliveries d WHERE d.status = 'dead' AND d.finished_at < before ORDER BY d.finished_at LIMIT most FOR UPDATE SKIP LOCKED),
       gone AS (DELETE FROM tickets.webhook_deliveries d USING old o WHERE d.tenant_id = o.tenant_id AND d.id = o.id RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION tickets.prune_dead_webhook_deliveries(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tickets.prune_dead_webhook_deliveries(timestamptz, integer) TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION tickets.prune_dead_webhook_deliveries(timestamptz, integer);
SET ROLE orx_owner;
DROP INDEX tickets.webhook_deliveries_given_up;
DROP TABLE tickets.webhook_attempts;
ALTER TABLE tickets.webhook_endpoints DROP COLUMN previous_sealed_secret CASCADE, DROP COLUMN previous_secret_until CASCADE;
RESET ROLE;
