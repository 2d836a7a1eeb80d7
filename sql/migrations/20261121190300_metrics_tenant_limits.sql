-- migrate:up
SET ROLE orx_owner;

-- Limits that a tenant has set for itself, by their names in the code; what is absent is the installation's.
CREATE TABLE metrics.tenant_limits (
  tenant_id  uuid        NOT NULL,
  limits     jsonb       NOT NULL CONSTRAINT tenant_limits_are_an_object CHECK (jsonb_typeof(limits) = 'object'),
  updated_at timestamptz,
  updated_by text,
  version    integer     NOT NULL CONSTRAINT tenant_limits_version_positive CHECK (version >= 1),
  CONSTRAINT tenant_limits_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT tenant_limits_change_names_who CHECK ((updated_at IS NULL) = (updated_by IS NULL))
);
SELECT app.protect_tenant_table('metrics.tenant_limits');
GRANT SELECT, INSERT, UPDATE ON metrics.tenant_limits TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE metrics.tenant_limits;
RESET ROLE;
