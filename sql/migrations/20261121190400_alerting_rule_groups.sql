-- migrate:up
SET ROLE orx_owner;

-- Rules over metrics live in groups: they are evaluated together, in order, at one time.
CREATE TABLE alerting.rule_groups (
  tenant_id       uuid        NOT NULL,
  id              uuid        NOT NULL,
  namespace       text        COLLATE "C" NOT NULL CONSTRAINT rule_groups_namespace_length CHECK (char_length(namespace) BETWEEN 1 AND 200),
  name            text        COLLATE "C" NOT NULL CONSTRAINT rule_groups_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  interval_ms     integer     NOT NULL CONSTRAINT rule_groups_interval_bounds CHECK (interval_ms BETWEEN 1000 AND 86400000),
  query_offset_ms integer     NOT NULL CONSTRAINT rule_groups_offset_bounds CHECK (query_offset_ms BETWEEN 0 AND 86400000),
  max_results     integer     NOT NULL CONSTRAINT rule_groups_max_results_bounds CHECK (max_results >= 0), -- 0: no bound
  labels          jsonb       NOT NULL CONSTRAINT rule_groups_labels_object CHECK (jsonb_typeof(labels) = 'object'),
  standalone      boolean     NOT NULL, -- made for its only rule, and goes with it
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  version         integer     NOT NULL CONSTRAINT rule_groups_version_positive CHECK (version >= 1),
  CONSTRAINT rule_groups_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT rule_groups_name_unique UNIQUE (tenant_id, namespace, name),
  CONSTRAINT rule_groups_updated_after_created CHECK (updated_at >= created_at)
);
SELECT app.protect_tenant_table('alerting.rule_groups');
GRANT SELECT, INSERT, UPDATE, DELETE ON alerting.rule_groups TO orx_app;

-- What the kinds of rules over metrics differ in stands in `definition`. Their names need not be unique: the labels tell them apart.
ALTER TABLE alerting.alert_rules
  ADD COLUMN kind text NOT NULL DEFAULT 'event' CONSTRAINT alert_rules_kind_known CHECK (kind IN ('event', 'promql', 'dynamic', 'recording')),
  ADD COLUMN group_id uuid,
  ADD COLUMN group_index integer CONSTRAINT alert_rules_group_index_positive CHECK (group_index >= 0),
  ADD COLUMN definition json CONSTRAINT alert_rules_definition_object CHECK (json_typeof(definition) = 'object'),
  ADD CONSTRAINT alert_rules_group_fits_kind CHECK (CASE kind WHEN 'event' THEN num_nonnulls(group_id, group_index, definition) = 0 ELSE num_nulls(group_id, group_index, definition) = 0 END),
  ADD CONSTRAINT alert_rules_group_fkey FOREIGN KEY (tenant_id, group_id) REFERENCES alerting.rule_groups (tenant_id, id) ON DELETE CASCADE,
  DROP CONSTRAINT alert_rules_name_unique;
CREATE UNIQUE INDEX alert_rules_name_unique ON alerting.alert_rules (tenant_id, name) WHERE kind = 'event';
CREATE INDEX alert_rules_by_group ON alerting.alert_rules (tenant_id, group_id, group_index);

ALTER TABLE alerting.alerts
  DROP CONSTRAINT alerts_source_known,
  ADD CONSTRAINT alerts_source_known CHECK (source IN ('prometheus', 'alertmanager', 'manual', 'rule'));
CREATE INDEX alerts_open_by_rule ON alerting.alerts (tenant_id, rule_id) WHERE status <> 'resolved';

-- Worker processes that evaluate rules; each serves all tenants.
CREATE TABLE alerting.rule_workers (
  id          uuid        NOT NULL CONSTRAINT rule_workers_pkey PRIMARY KEY,
  alive_until timestamptz NOT NULL
);

-- Who evaluates a group, and how far it got. `token` rises with every holder: what an earlier one still writes is refused.
CREATE TABLE alerting.rule_group_leases (
  tenant_id          uuid        NOT NULL,
  group_id           uuid        NOT NULL,
  revision           integer     NOT NULL, -- the group's version
  holder             uuid,
  token              bigint      NOT NULL,
  last_slot_at       timestamptz,          -- of the last evaluation that was begun
  evaluations        bigint      NOT NULL,
  missed             bigint      NOT NULL, -- evaluations that did not take place
  evaluation_seconds double precision,     -- the last one
  rule_seconds       real[],               -- … by rule
  CONSTRAINT rule_group_leases_pkey PRIMARY KEY (tenant_id, group_id),
  CONSTRAINT rule_group_leases_group_fkey FOREIGN KEY (tenant_id, group_id) REFERENCES alerting.rule_groups (tenant_id, id) ON DELETE CASCADE
) WITH (fillfactor = 50);
SELECT app.protect_tenant_table('alerting.rule_group_leases');
GRANT SELECT, INSERT, UPDATE ON alerting.rule_group_leases TO orx_app;

-- What the rules of a group remember from one evaluation to the next; written when it changed.
CREATE TABLE alerting.rule_group_states (
  tenant_id  uuid        NOT NULL,
  group_id   uuid        NOT NULL,
  slot_at    timestamptz NOT NULL, -- the evaluation that it is of
  state      json        NOT NULL,
  CONSTRAINT rule_group_states_pkey PRIMARY KEY (tenant_id, group_id),
  CONSTRAINT rule_group_states_group_fkey FOREIGN KEY (tenant_id, group_id) REFERENCES alerting.rule_groups (tenant_id, id) ON DELETE CASCADE
) WITH (fillfactor = 50);
SELECT app.protect_tenant_table('alerting.rule_group_states');
GRANT SELECT, INSERT, UPDATE, DELETE ON alerting.rule_group_states TO orx_app;

RESET ROLE;

-- Which groups there are is a question across tenants. These functions answer and change who holds which group, and nothing else; what the groups say and
-- do is read and written inside each tenant.
SET ROLE orx_migrator;

-- Tells that a worker lives and how far its groups got, takes over groups that nobody holds until it has its share, and answers all that it holds.
CREATE FUNCTION alerting.hold_rule_groups(worker uuid, ttl_ms integer, notes json)
  RETURNS TABLE (tenant_id uuid, group_id uuid, revision integer, token bigint, last_slot_at timestamptz, share integer)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  at timestamptz := pg_catalog.clock_timestamp();
  alive integer;
  held integer;
  fair integer;
BEGIN
  INSERT INTO alerting.rule_workers AS w (id, alive_until) VALUES (worker, at + pg_catalog.make_interval(secs => ttl_ms / 1000.0))
    ON CONFLICT (id) DO UPDATE SET alive_until = EXCLUDED.alive_until;
  DELETE FROM alerting.rule_workers w WHERE w.alive_until < at - interval '1 hour';
  UPDATE alerting.rule_group_leases l
    SET last_slot_at = greatest(l.last_slot_at, n.slot_at), evaluations = l.evaluations + n.evaluations, missed = l.missed + n.missed,
      evaluation_seconds = coalesce(n.seconds, l.evaluation_seconds), rule_seconds = coalesce(n.rule_seconds, l.rule_seconds)
    FROM pg_catalog.json_to_recordset(notes) AS n (tenant_id uuid, group_id uuid, token bigint, slot_at timestamptz, evaluations bigint, missed bigint, seconds double precision, rule_seconds real[])
    WHERE l.tenant_id = n.tenant_id AND l.group_id = n.group_id AND l.token = n.token;
  SELECT count(*) INTO alive FROM alerting.rule_workers w WHERE w.alive_until > at;
  SELECT ceil(count(*)::numeric / alive), count(*) FILTER (WHERE l.holder = worker) INTO fair, held FROM alerting.rule_group_leases l;
  IF held < fair THEN
    UPDATE alerting.rule_group_leases l SET holder = worker, token = l.token + 1
      FROM (
        SELECT f.tenant_id, f.group_id FROM alerting.rule_group_leases f
        WHERE NOT EXISTS (SELECT FROM alerting.rule_workers w WHERE w.id = f.holder AND w.alive_until > at)
        LIMIT fair - held FOR UPDATE SKIP LOCKED
      ) AS free
      WHERE l.tenant_id = free.tenant_id AND l.group_id = free.group_id;
  END IF;
  RETURN QUERY SELECT l.tenant_id, l.group_id, l.revision, l.token, l.last_slot_at, fair FROM alerting.rule_group_leases l WHERE l.holder = worker;
END $$;
REVOKE ALL ON FUNCTION alerting.hold_rule_groups(uuid, integer, json) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION alerting.hold_rule_groups(uuid, integer, json) TO orx_app;

-- Gives groups back, so that another worker takes them at once; all of them, and the place among the workers, when none are named.
CREATE FUNCTION alerting.release_rule_groups(worker uuid, groups uuid[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE alerting.rule_group_leases l SET holder = NULL WHERE l.holder = worker AND (groups IS NULL OR l.group_id = ANY (groups));
  IF groups IS NULL THEN
    DELETE FROM alerting.rule_workers w WHERE w.id = worker;
  END IF;
END $$;
REVOKE ALL ON FUNCTION alerting.release_rule_groups(uuid, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION alerting.release_rule_groups(uuid, uuid[]) TO orx_app;

RESET ROLE;

-- migrate:down
DROP FUNCTION alerting.release_rule_groups(uuid, uuid[]);
DROP FUNCTION alerting.hold_rule_groups(uuid, integer, json);
SET ROLE orx_owner;
DROP TABLE alerting.rule_group_states, alerting.rule_group_leases, alerting.rule_workers;
DELETE FROM alerting.alert_rules WHERE kind <> 'event';
DROP INDEX alerting.alert_rules_name_unique;
DROP INDEX alerting.alerts_open_by_rule;
ALTER TABLE alerting.alert_rules DROP COLUMN definition, DROP COLUMN group_index, DROP COLUMN group_id, DROP COLUMN kind,
  ADD CONSTRAINT alert_rules_name_unique UNIQUE (tenant_id, name);
UPDATE alerting.alerts SET source = 'manual' WHERE source = 'rule';
ALTER TABLE alerting.alerts DROP CONSTRAINT alerts_source_known,
  ADD CONSTRAINT alerts_source_known CHECK (source IN ('prometheus', 'alertmanager', 'manual'));
DROP TABLE alerting.rule_groups;
RESET ROLE;
