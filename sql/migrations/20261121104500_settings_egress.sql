-- migrate:up
SET ROLE orx_owner;

CREATE SCHEMA settings AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA settings TO orx_app;

-- Where a tenant's workflows, probes and webhooks may connect to. No row: https to the public internet.
CREATE TABLE settings.egress (
  tenant_id    uuid        NOT NULL,
  public_https boolean     NOT NULL,
  rules        json        NOT NULL CONSTRAINT egress_rules_some CHECK (json_array_length(rules) <= 100),
  updated_at   timestamptz NOT NULL,
  updated_by   text        NOT NULL,
  version      integer     NOT NULL CONSTRAINT egress_version_positive CHECK (version >= 1),
  CONSTRAINT egress_pkey PRIMARY KEY (tenant_id)
);
SELECT app.protect_tenant_table('settings.egress');
GRANT SELECT, INSERT, UPDATE ON settings.egress TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP SCHEMA settings CASCADE;
RESET ROLE;
