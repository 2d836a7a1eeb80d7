-- migrate:up
SET ROLE orx_owner;

-- How a workflow starts by itself, as its current version says; a row goes when the workflow is disabled or archived, or has no schedule any more.
-- The timer is an event of the outbox; it counts only while `next_at` is its time, so that a repeated or replaced timer does nothing.
CREATE TABLE automation.schedules (
  tenant_id         uuid        NOT NULL,
  workflow_id       uuid        NOT NULL,
  workflow_version  integer     NOT NULL,
  kind              text        NOT NULL CONSTRAINT schedules_kind_known CHECK (kind IN ('every', 'cron', 'after', 'on')),
  next_at           timestamptz,
  last_execution_id uuid,
  paused_at         timestamptz,
  paused_by         text,
  note              text        CONSTRAINT schedules_note_length CHECK (char_length(note) <= 1000),
  CONSTRAINT schedules_pkey PRIMARY KEY (tenant_id, workflow_id),
  CONSTRAINT schedules_workflow FOREIGN KEY (tenant_id, workflow_id, workflow_version) REFERENCES automation.workflow_versions (tenant_id, workflow_id, version),
  CONSTRAINT schedules_pause_has_author CHECK ((paused_at IS NULL) = (paused_by IS NULL)),
  CONSTRAINT schedules_events_need_no_timer CHECK (kind <> 'on' OR next_at IS NULL)
);
SELECT app.protect_tenant_table('automation.schedules');
GRANT SELECT, INSERT, UPDATE, DELETE ON automation.schedules TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE automation.schedules;
RESET ROLE;
