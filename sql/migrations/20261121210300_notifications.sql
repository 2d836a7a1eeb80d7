-- migrate:up
SET ROLE orx_owner;
CREATE SCHEMA notifications AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA notifications TO orx_app;

-- Who is told, by the name that routing trees use.
CREATE TABLE notifications.receivers (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  name        text        NOT NULL CONSTRAINT receivers_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  description text        NOT NULL CONSTRAINT receivers_description_length CHECK (char_length(description) <= 500),
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  version     integer     NOT NULL CONSTRAINT receivers_version_positive CHECK (version >= 1),
  CONSTRAINT receivers_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT receivers_name_unique UNIQUE (tenant_id, name)
);
CREATE INDEX receivers_newest ON notifications.receivers (tenant_id, created_at DESC, id DESC);
SELECT app.protect_tenant_table('notifications.receivers');
GRANT SELECT, INSERT, UPDATE, DELETE ON notifications.receivers TO orx_app;

-- One channel of a receiver, or of a person: it has a queue, a circuit and a rate of its own. The circuit is here, so that all workers share it.
CREATE TABLE notifications.integrations (
  tenant_id            uuid        NOT NULL,
  id                   uuid        NOT NULL,
  receiver_id          uuid,
  user_id              text        CONSTRAINT integrations_user_length CHECK (char_length(user_id) BETWEEN 1 AND 200),
  position             integer     NOT NULL CONSTRAINT integrations_position_not_negative CHECK (position >= 0),
  kind                 text        NOT NULL CONSTRAINT integrations_kind_length CHECK (char_length(kind) BETWEEN 1 AND 40),
  settings             jsonb       NOT NULL CONSTRAINT integrations_settings_is_object CHECK (jsonb_typeof(settings) = 'object'),
  secrets              jsonb       NOT NULL CONSTRAINT integrations_secrets_is_object CHECK (jsonb_typeof(secrets) = 'object'), -- name to a JWE under a key that the database does not have, or to a name of settings.secrets
  send_resolved        boolean     NOT NULL,
  rate_per_minute      integer     CONSTRAINT integrations_rate_bounded CHECK (rate_per_minute BETWEEN 1 AND 6000),
  rate_window_started  timestamptz,
  rate_window_sent     integer     NOT NULL CONSTRAINT integrations_rate_not_negative CHECK (rate_window_sent >= 0),
  consecutive_failures integer     NOT NULL CONSTRAINT integrations_failures_not_negative CHECK (consecutive_failures >= 0),
  opened_at            timestamptz,
  retry_at             timestamptz,
  CONSTRAINT integrations_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT integrations_one_owner CHECK ((receiver_id IS NULL) <> (user_id IS NULL)),
  CONSTRAINT integrations_receiver_exists FOREIGN KEY (tenant_id, receiver_id) REFERENCES notifications.receivers (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT integrations_open_has_retry CHECK ((opened_at IS NULL) = (retry_at IS NULL)),
  CONSTRAINT integrations_retry_after_opened CHECK (retry_at > opened_at)
);
CREATE INDEX integrations_of_receiver ON notifications.integrations (tenant_id, receiver_id, position) WHERE receiver_id IS NOT NULL;
SELECT app.protect_tenant_table('notifications.integrations');
GRANT SELECT, INSERT, UPDATE, DELETE ON notifications.integrations TO orx_app;

-- One message on its way through one integration: the queue, the record and the dead letters in one. It outlives its integration.
CREATE TABLE notifications.deliveries (
  tenant_id       uuid        NOT NULL,
  id              uuid        NOT NULL,
  integration_id  uuid        NOT NULL,
  receiver        text        NOT NULL,
  kind            text        NOT NULL,
  purpose         text        NOT NULL CONSTRAINT deliveries_purpose_known CHECK (purpose IN ('alerts', 'bundle', 'person', 'test')),
  subject_id      uuid        NOT NULL, -- of what it tells: a notification of alerting, a page, or itself when it is a bundle or a test
  order_key       text        NOT NULL CONSTRAINT deliveries_order_key_length CHECK (char_length(order_key) BETWEEN 1 AND 100), -- of one of these only one is under way
  group_id        uuid,
  data            jsonb       NOT NULL CONSTRAINT deliveries_data_is_object CHECK (jsonb_typeof(data) = 'object'),
  told_at         timestamptz NOT NULL, -- the moment that the message tells of: an older one is superseded by a newer one
  status          text        NOT NULL CONSTRAINT deliveries_status_known CHECK (status IN ('pending', 'delivered', 'dead', 'superseded', 'bundled')),
  attempts        integer     NOT NULL CONSTRAINT deliveries_attempts_not_negative CHECK (attempts >= 0),
  next_attempt_at timestamptz NOT NULL,
  leased_until    timestamptz, -- while an attempt is under way
  bundle_id       uuid,
  held_back       boolean     NOT NULL, -- by the rate of its integration
  code            text        CONSTRAINT deliveries_code_length CHECK (char_length(code) <= 100),
  latency_ms      integer     CONSTRAINT deliveries_latency_not_negative CHECK (latency_ms >= 0),
  provider_id     text        CONSTRAINT deliveries_provider_id_length CHECK (char_length(provider_id) <= 1000),
  error           text,
  created_at      timestamptz NOT NULL,
  finished_at     timestamptz,
  CONSTRAINT deliveries_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT deliveries_subject_once UNIQUE (tenant_id, integration_id, subject_id),
  CONSTRAINT deliveries_end_has_time CHECK ((status = 'pending') = (finished_at IS NULL)),
  CONSTRAINT deliveries_bundled_has_bundle CHECK (status <> 'bundled' OR bundle_id IS NOT NULL)
);
ALTER TABLE notifications.deliveries SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
CREATE INDEX deliveries_due ON notifications.deliveries (tenant_id, integration_id, next_attempt_at, id) WHERE status = 'pending';
CREATE INDEX deliveries_under_way ON notifications.deliveries (tenant_id, integration_id, order_key) WHERE leased_until IS NOT NULL;
CREATE INDEX deliveries_waiting ON notifications.deliveries (tenant_id, integration_id, order_key) WHERE status = 'pending';
CREATE INDEX deliveries_newest ON notifications.deliveries (tenant_id, created_at DESC, id DESC);
CREATE INDEX deliveries_newest_of_receiver ON notifications.deliveries (tenant_id, receiver, created_at DESC, id DESC);
CREATE INDEX deliveries_newest_of_group ON notifications.deliveries (tenant_id, group_id, created_at DESC, id DESC);
CREATE INDEX deliveries_newest_dead ON notifications.deliveries (tenant_id, created_at DESC, id DESC) WHERE status = 'dead';
CREATE INDEX deliveries_in_bundle ON notifications.deliveries (tenant_id, bundle_id) WHERE bundle_id IS NOT NULL;
CREATE INDEX deliveries_done ON notifications.deliveries (finished_at) WHERE status IN ('delivered', 'superseded', 'bundled');
CREATE INDEX deliveries_given_up ON notifications.deliveries (finished_at) WHERE status = 'dead';
SELECT app.protect_tenant_table('notifications.deliveries');
GRANT SELECT, INSERT, UPDATE, DELETE ON notifications.deliveries TO orx_app;

-- What came of each attempt at a delivery. They go with their delivery.
CREATE TABLE notifications.delivery_attempts (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  delivery_id uuid        NOT NULL,
  number      integer     NOT NULL CONSTRAINT delivery_attempts_number_positive CHECK (number >= 1),
  outcome     text        NOT NULL CONSTRAINT delivery_attempts_outcome_known CHECK (outcome IN ('delivered', 'failed', 'refused')),
  code        text        NOT NULL CONSTRAINT delivery_attempts_code_length CHECK (char_length(code) BETWEEN 1 AND 100),
  latency_ms  integer     NOT NULL CONSTRAINT delivery_attempts_latency_not_negative CHECK (latency_ms >= 0),
  provider_id text        CONSTRAINT delivery_attempts_provider_id_length CHECK (char_length(provider_id) <= 1000),
  error       text        CONSTRAINT delivery_attempts_error_length CHECK (char_length(error) <= 1000),
  response    text        CONSTRAINT delivery_attempts_response_length CHECK (char_length(response) <= 1000),
  created_at  timestamptz NOT NULL,
  CONSTRAINT delivery_attempts_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT delivery_attempts_delivery_exists FOREIGN KEY (tenant_id, delivery_id) REFERENCES notifications.deliveries (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT delivery_attempts_failure_has_error CHECK ((outcome = 'delivered') = (error IS NULL))
);
CREATE INDEX delivery_attempts_of_delivery ON notifications.delivery_attempts (tenant_id, delivery_id, created_at DESC, id DESC);
SELECT app.protect_tenant_table('notifications.delivery_attempts');
GRANT SELECT, INSERT ON notifications.delivery_attempts TO orx_app;

RESET ROLE;

-- The looks across tenants, which answer ids and counts and nothing else. `waiting` hops along the index from integration to integration.
SET ROLE orx_migrator;
CREATE FUNCTION notifications.due_integrations(at timestamptz, most integer) RETURNS TABLE (tenant_id uuid, integration_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH RECURSIVE waiting (tenant_id, integration_id) AS (
    (SELECT d.tenant_id, d.integration_id FROM notifications.deliveries d WHERE d.status = 'pending' ORDER BY d.tenant_id, d.integration_id LIMIT 1)
    UNION ALL
    SELECT n.tenant_id, n.integration_id FROM waiting w CROSS JOIN LATERAL (
      SELECT d.tenant_id, d.integration_id FROM notifications.deliveries d
      WHERE d.status = 'pending' AND (d.tenant_id, d.integration_id) > (w.tenant_id, w.integration_id) ORDER BY d.tenant_id, d.integration_id LIMIT 1
    ) n
  )
  SELECT w.tenant_id, w.integration_id FROM waiting w LEFT JOIN notifications.integrations i ON i.tenant_id = w.tenant_id AND i.id = w.integration_id
  WHERE (i.retry_at IS NULL OR i.retry_at <= at)
    AND (i.rate_per_minute IS NULL OR i.rate_window_sent < i.rate_per_minute OR i.rate_window_started IS NULL OR i.rate_window_started <= at - interval '1 minute')
    AND EXISTS (
      SELECT FROM notifications.deliveries d
      WHERE d.tenant_id = w.tenant_id AND d.integration_id = w.integration_id AND d.status = 'pending' AND d.next_attempt_at <= at AND (d.leased_until IS NULL OR d.leased_until <= at)
    )
  LIMIT most
$$;
CREATE FUNCTION notifications.prune_deliveries(done_before timestamptz, dead_before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH done AS (SELECT d.tenant_id, d.id FROM notifications.deliveries d WHERE d.status IN ('delivered', 'superseded', 'bundled') AND d.finished_at < done_before ORDER BY d.finished_at LIMIT most FOR UPDATE SKIP LOCKED),
       dead AS (SELECT d.tenant_id, d.id FROM notifications.deliveries d WHERE d.status = 'dead' AND d.finished_at < dead_before ORDER BY d.finished_at LIMIT most FOR UPDATE SKIP LOCKED),
       gone AS (DELETE FROM notifications.deliveries d USING (SELECT * FROM done UNION ALL SELECT * FROM dead) o WHERE d.tenant_id = o.tenant_id AND d.id = o.id RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION notifications.due_integrations(timestamptz, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION notifications.prune_deliveries(timestamptz, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notifications.due_integrations(timestamptz, integer), notifications.prune_deliveries(timestamptz, timestamptz, integer) TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION notifications.prune_deliveries(timestamptz, timestamptz, integer);
DROP FUNCTION notifications.due_integrations(timestamptz, integer);
SET ROLE orx_owner;
DROP SCHEMA notifications CASCADE;
RESET ROLE;
