-- migrate:up
SET ROLE orx_owner;

-- Matchers and intervals keep the order people gave them, hence json.
CREATE TABLE alerting.maintenance_windows (
  tenant_id        uuid        NOT NULL,
  id               uuid        NOT NULL,
  name             text        NOT NULL CONSTRAINT maintenance_windows_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  matchers         json        NOT NULL CONSTRAINT maintenance_windows_matchers_list CHECK (json_typeof(matchers) = 'array'),
  comment          text        NOT NULL,
  effect           text        NOT NULL CONSTRAINT maintenance_windows_effect_known CHECK (effect IN ('maintenance', 'silence')),
  hold_remediation boolean     NOT NULL,
  enabled          boolean     NOT NULL,
  starts_at        timestamptz NOT NULL,
  ends_at          timestamptz,
  intervals        json        NOT NULL CONSTRAINT maintenance_windows_intervals_list CHECK (json_typeof(intervals) = 'array'),
  created_by       text        NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  version          integer     NOT NULL CONSTRAINT maintenance_windows_version_positive CHECK (version >= 1),
  on_since         timestamptz, -- NULL: it is off, as far as that was told
  silence_id       uuid,
  CONSTRAINT maintenance_windows_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT maintenance_windows_ends_after_start CHECK (ends_at > starts_at),
  CONSTRAINT maintenance_windows_once_has_end CHECK (ends_at IS NOT NULL OR json_array_length(intervals) > 0)
);
SELECT app.protect_tenant_table('alerting.maintenance_windows');
GRANT SELECT, INSERT, UPDATE, DELETE ON alerting.maintenance_windows TO orx_app;
CREATE INDEX maintenance_windows_newest ON alerting.maintenance_windows (tenant_id, created_at DESC, id DESC);

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE alerting.maintenance_windows;
RESET ROLE;
