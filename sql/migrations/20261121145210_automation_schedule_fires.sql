-- migrate:up
SET ROLE orx_owner;

-- `next_at` is the next fire time, `starts_at` the same with its jitter. A buffered fire waits for the end of the last execution.
ALTER TABLE automation.schedules
  ADD COLUMN starts_at     timestamptz,
  ADD COLUMN buffered_at   timestamptz,
  ADD COLUMN buffered_key  text   CONSTRAINT schedules_buffered_key_length CHECK (char_length(buffered_key) BETWEEN 1 AND 200),
  ADD COLUMN started_count bigint NOT NULL DEFAULT 0 CONSTRAINT schedules_started_not_negative CHECK (started_count >= 0),
  ADD COLUMN skipped_count bigint NOT NULL DEFAULT 0 CONSTRAINT schedules_skipped_not_negative CHECK (skipped_count >= 0),
  ADD COLUMN missed_count  bigint NOT NULL DEFAULT 0 CONSTRAINT schedules_missed_not_negative CHECK (missed_count >= 0),
  ADD CONSTRAINT schedules_starts_after_fire CHECK (starts_at >= next_at),
  ADD CONSTRAINT schedules_start_of_a_fire CHECK (starts_at IS NULL OR next_at IS NOT NULL),
  ADD CONSTRAINT schedules_buffered_has_key CHECK ((buffered_at IS NULL) = (buffered_key IS NULL));
CREATE INDEX schedules_by_kind ON automation.schedules (tenant_id, kind, workflow_id DESC);
CREATE INDEX schedules_paused ON automation.schedules (tenant_id, workflow_id DESC) WHERE paused_at IS NOT NULL;

-- What became of the fires of a workflow: the last few hundred, one row for several in a row that nothing was started for.
CREATE TABLE automation.schedule_fires (
  tenant_id      uuid        NOT NULL,
  id             uuid        NOT NULL,
  workflow_id    uuid        NOT NULL,
  source         text        NOT NULL CONSTRAINT schedule_fires_source_known CHECK (source IN ('timer', 'trigger', 'backfill', 'events')),
  outcome        text        NOT NULL CONSTRAINT schedule_fires_outcome_known CHECK (outcome IN ('started', 'buffered', 'skipped', 'missed', 'expired')),
  fire_time      timestamptz NOT NULL,
  last_fire_time timestamptz,
  count          integer     NOT NULL DEFAULT 1 CONSTRAINT schedule_fires_count_positive CHECK (count > 0),
  reason         text        CONSTRAINT schedule_fires_reason_length CHECK (char_length(reason) <= 1000),
  execution_id   uuid,
  created_at     timestamptz NOT NULL,
  CONSTRAINT schedule_fires_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT schedule_fires_workflow FOREIGN KEY (tenant_id, workflow_id) REFERENCES automation.workflows (tenant_id, id),
  CONSTRAINT schedule_fires_execution_when_started CHECK ((outcome = 'started') = (execution_id IS NOT NULL)),
  CONSTRAINT schedule_fires_in_order CHECK (last_fire_time >= fire_time)
);
SELECT app.protect_tenant_table('automation.schedule_fires');
GRANT SELECT, INSERT, DELETE ON automation.schedule_fires TO orx_app;
CREATE INDEX schedule_fires_newest ON automation.schedule_fires (tenant_id, workflow_id, created_at DESC, id DESC);

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE automation.schedule_fires;
DROP INDEX automation.schedules_paused;
DROP INDEX automation.schedules_by_kind;
ALTER TABLE automation.schedules
  DROP COLUMN starts_at, DROP COLUMN buffered_at, DROP COLUMN buffered_key, DROP COLUMN started_count, DROP COLUMN skipped_count, DROP COLUMN missed_count;
RESET ROLE;
