-- migrate:up
SET ROLE orx_owner;

-- Who is told of which alerts: every version that ever held. The latest one holds now.
CREATE TABLE alerting.routing_configs (
  tenant_id     uuid        NOT NULL,
  version       integer     NOT NULL CONSTRAINT routing_configs_version_positive CHECK (version >= 1),
  settings      json        NOT NULL CONSTRAINT routing_configs_settings_object CHECK (json_typeof(settings) = 'object'),
  note          text        CONSTRAINT routing_configs_note_length CHECK (char_length(note) BETWEEN 1 AND 1000),
  restored_from integer     CONSTRAINT routing_configs_restored_from_earlier CHECK (restored_from BETWEEN 1 AND version - 1),
  created_at    timestamptz NOT NULL,
  created_by    text        NOT NULL,
  CONSTRAINT routing_configs_pkey PRIMARY KEY (tenant_id, version)
);
SELECT app.protect_tenant_table('alerting.routing_configs');
GRANT SELECT, INSERT ON alerting.routing_configs TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE alerting.routing_configs;
RESET ROLE;
