-- migrate:up
SET ROLE orx_owner;

-- Limits that a tenant has set for itself, below those of the installation; NULL is none.
CREATE TABLE automation.execution_quotas (
  tenant_id  uuid        NOT NULL,
  concurrent integer     CONSTRAINT execution_quotas_concurrent_positive CHECK (concurrent >= 1),
  per_minute integer     CONSTRAINT execution_quotas_per_minute_positive CHECK (per_minute >= 1),
  updated_at timestamptz,
  updated_by text,
  version    integer     NOT NULL CONSTRAINT execution_quotas_version_positive CHECK (version >= 1),
  CONSTRAINT execution_quotas_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT execution_quotas_change_names_who CHECK ((updated_at IS NULL) = (updated_by IS NULL))
);
SELECT app.protect_tenant_table('automation.execution_quotas');
GRANT SELECT, INSERT, UPDATE ON automation.execution_quotas TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE automation.execution_quotas;
RESET ROLE;
