-- migrate:up
SET ROLE orx_owner;

-- Matchers keep the order people gave them, hence json.
CREATE TABLE alerting.silences (
  tenant_id    uuid        NOT NULL,
  id           uuid        NOT NULL,
  matchers     json        NOT NULL CONSTRAINT silences_matchers_list CHECK (json_typeof(matchers) = 'array'),
  starts_at    timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL,
  created_by   text        NOT NULL,
  comment      text        NOT NULL,
  annotations  jsonb       NOT NULL CONSTRAINT silences_annotations_object CHECK (jsonb_typeof(annotations) = 'object'),
  warn_seconds integer     NOT NULL CONSTRAINT silences_warn_bounds CHECK (warn_seconds BETWEEN 0 AND 604800),
  alert_id     uuid,       -- the alert that it was made for
  schedule_id  uuid,       -- what makes it time and again
  told         text        NOT NULL CONSTRAINT silences_told_known CHECK (told IN ('created', 'started', 'ending', 'expired')),
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  version      integer     NOT NULL CONSTRAINT silences_version_positive CHECK (version >= 1),
  CONSTRAINT silences_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT silences_ends_after_start CHECK (ends_at >= starts_at)
);
SELECT app.protect_tenant_table('alerting.silences');
GRANT SELECT, INSERT, UPDATE, DELETE ON alerting.silences TO orx_app;
CREATE INDEX silences_by_end ON alerting.silences (tenant_id, ends_at);
CREATE INDEX silences_newest ON alerting.silences (tenant_id, created_at DESC, id DESC);

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE alerting.silences;
RESET ROLE;
