-- migrate:up
SET ROLE orx_owner;

-- Alerts that are notified together. A group begins with its first alert and ends when there is nothing left to tell; `next_flush_at` is its clock.
CREATE TABLE alerting.alert_groups (
  tenant_id     uuid        NOT NULL,
  id            uuid        NOT NULL,
  key           text        NOT NULL,
  key_hash      text        COLLATE "C" NOT NULL CONSTRAINT alert_groups_key_hash_form CHECK (key_hash ~ '^[0-9a-f]{64}$'),
  route         text        NOT NULL, -- key of the route in the tenant's tree
  receiver      text        NOT NULL,
  labels        jsonb       NOT NULL CONSTRAINT alert_groups_labels_object CHECK (jsonb_typeof(labels) = 'object'),
  created_at    timestamptz NOT NULL,
  next_flush_at timestamptz NOT NULL,
  flushed_at    timestamptz,
  flushes       integer     NOT NULL CONSTRAINT alert_groups_flushes_counted CHECK (flushes >= 0),
  leaving       uuid[]      NOT NULL, -- alerts that were over at the last flush: they leave when all of it is delivered
  CONSTRAINT alert_groups_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT alert_groups_one_per_key UNIQUE (tenant_id, key_hash)
) WITH (fillfactor = 70);
SELECT app.protect_tenant_table('alerting.alert_groups');
GRANT SELECT, INSERT, UPDATE, DELETE ON alerting.alert_groups TO orx_app;
CREATE INDEX alert_groups_newest ON alerting.alert_groups (tenant_id, created_at DESC, id DESC);

-- The latest alert of each fingerprint in a group. No foreign keys: who adds a member holds its group, and groups are emptied before they go.
CREATE TABLE alerting.alert_group_members (
  tenant_id   uuid NOT NULL,
  group_id    uuid NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  alert_id    uuid NOT NULL,
  CONSTRAINT alert_group_members_pkey PRIMARY KEY (tenant_id, group_id, fingerprint)
);
SELECT app.protect_tenant_table('alerting.alert_group_members');
GRANT SELECT, INSERT, UPDATE, DELETE ON alerting.alert_group_members TO orx_app;
CREATE INDEX alert_group_members_by_fingerprint ON alerting.alert_group_members (tenant_id, fingerprint);

-- Alerts that inhibit others, by rule and by the values of its equal labels. Whether one still fires, its alert says.
CREATE TABLE alerting.inhibition_sources (
  tenant_id      uuid    NOT NULL,
  rule           text    COLLATE "C" NOT NULL, -- digest of what the rule says
  equal_key      text    COLLATE "C" NOT NULL, -- digest of the values of its equal labels
  fingerprint    text    COLLATE "C" NOT NULL,
  alert_id       uuid    NOT NULL,
  matches_target boolean NOT NULL,             -- such a source does not inhibit what matches both sides, too
  CONSTRAINT inhibition_sources_pkey PRIMARY KEY (tenant_id, rule, equal_key, fingerprint)
);
SELECT app.protect_tenant_table('alerting.inhibition_sources');
GRANT SELECT, INSERT, UPDATE, DELETE ON alerting.inhibition_sources TO orx_app;
CREATE INDEX inhibition_sources_by_fingerprint ON alerting.inhibition_sources (tenant_id, fingerprint);

-- What a flush wants to be told through one integration, as it was at that time.
CREATE TABLE alerting.notifications (
  tenant_id      uuid        NOT NULL,
  id             uuid        NOT NULL,
  group_id       uuid        NOT NULL, -- no foreign key: it outlives its group
  group_key      text        NOT NULL,
  group_hash     text        COLLATE "C" NOT NULL,
  flush          integer     NOT NULL,
  receiver       text        NOT NULL,
  integration_id text        NOT NULL,
  reason         text        NOT NULL,
  state          text        NOT NULL CONSTRAINT notifications_state_known CHECK (state IN ('requested', 'superseded', 'delivered', 'dead')),
  firing         text[]      NOT NULL,
  resolved       text[]      NOT NULL,
  data           json        NOT NULL CONSTRAINT notifications_data_object CHECK (json_typeof(data) = 'object'),
  keep_ms        bigint      NOT NULL, -- how long the log remembers it
  created_at     timestamptz NOT NULL,
  settled_at     timestamptz,
  CONSTRAINT notifications_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT notifications_settled CHECK ((state = 'requested') = (settled_at IS NULL))
) WITH (fillfactor = 80);
SELECT app.protect_tenant_table('alerting.notifications');
GRANT SELECT, INSERT, UPDATE ON alerting.notifications TO orx_app;
CREATE INDEX notifications_newest ON alerting.notifications (tenant_id, group_hash, created_at DESC, id DESC);
CREATE INDEX notifications_under_way ON alerting.notifications (tenant_id, group_id) WHERE state = 'requested';
CREATE INDEX notifications_of_group ON alerting.notifications (tenant_id, group_id, flush);
CREATE INDEX notifications_age ON alerting.notifications (created_at);

-- What was delivered last of a group through an integration: what everything new is compared with. Outlives the group.
CREATE TABLE alerting.notification_log (
  tenant_id      uuid        NOT NULL,
  group_hash     text        COLLATE "C" NOT NULL,
  receiver       text        NOT NULL,
  integration_id text        NOT NULL,
  notified_at    timestamptz NOT NULL,
  firing         text[]      NOT NULL,
  resolved       text[]      NOT NULL,
  expires_at     timestamptz NOT NULL,
  CONSTRAINT notification_log_pkey PRIMARY KEY (tenant_id, group_hash, receiver, integration_id)
) WITH (fillfactor = 70);
SELECT app.protect_tenant_table('alerting.notification_log');
GRANT SELECT, INSERT, UPDATE, DELETE ON alerting.notification_log TO orx_app;
CREATE INDEX notification_log_expiry ON alerting.notification_log (expires_at);

RESET ROLE;

-- What is old, and sources that are over, go for all tenants at once; this function does that, and nothing else across tenants.
SET ROLE orx_migrator;
CREATE FUNCTION alerting.forget_notifications(log_until timestamptz, notifications_until timestamptz, at_once integer) RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  gone integer;
  more integer;
  inert integer;
BEGIN
  DELETE FROM alerting.notification_log l WHERE l.ctid IN (SELECT o.ctid FROM alerting.notification_log o WHERE o.expires_at < log_until
    AND NOT EXISTS (SELECT FROM alerting.alert_groups g WHERE g.tenant_id = o.tenant_id AND g.key_hash = o.group_hash) LIMIT at_once FOR UPDATE SKIP LOCKED);
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM alerting.notifications n WHERE n.ctid IN (SELECT o.ctid FROM alerting.notifications o WHERE o.created_at < notifications_until LIMIT at_once FOR UPDATE SKIP LOCKED);
  GET DIAGNOSTICS more = ROW_COUNT;
  DELETE FROM alerting.inhibition_sources s WHERE (s.tenant_id, s.rule, s.equal_key, s.fingerprint) IN (
    SELECT o.tenant_id, o.rule, o.equal_key, o.fingerprint FROM alerting.inhibition_sources o JOIN alerting.alerts a ON a.tenant_id = o.tenant_id AND a.id = o.alert_id
    WHERE a.status = 'resolved' LIMIT at_once FOR UPDATE OF o SKIP LOCKED);
  GET DIAGNOSTICS inert = ROW_COUNT;
  RETURN gone + more + inert;
END $$;
REVOKE ALL ON FUNCTION alerting.forget_notifications(timestamptz, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION alerting.forget_notifications(timestamptz, timestamptz, integer) TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION alerting.forget_notifications(timestamptz, timestamptz, integer);
SET ROLE orx_owner;
DROP TABLE alerting.notification_log, alerting.notifications, alerting.inhibition_sources, alerting.alert_group_members, alerting.alert_groups;
RESET ROLE;
