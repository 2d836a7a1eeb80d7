-- migrate:up
SET ROLE orx_owner;

-- What a tenant lets run. Compiled once, when it is stored; every process reads the version before it decides.
CREATE TABLE orchestration.rego_policies (
  tenant_id   uuid        NOT NULL,
  name        text        NOT NULL CONSTRAINT rego_policies_name_form CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  rego        text        CONSTRAINT rego_policies_rego_length CHECK (char_length(rego) BETWEEN 1 AND 131072),
  wasm        bytea       NOT NULL CONSTRAINT rego_policies_wasm_size CHECK (octet_length(wasm) BETWEEN 8 AND 4194304),
  wasm_sha256 text        NOT NULL CONSTRAINT rego_policies_sha256_form CHECK (wasm_sha256 ~ '^[0-9a-f]{64}$'),
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  updated_by  text        NOT NULL,
  version     integer     NOT NULL CONSTRAINT rego_policies_version_positive CHECK (version >= 1),
  CONSTRAINT rego_policies_pkey PRIMARY KEY (tenant_id, name)
);
ALTER TABLE orchestration.rego_policies ALTER COLUMN wasm SET STORAGE EXTERNAL;
SELECT app.protect_tenant_table('orchestration.rego_policies');
GRANT SELECT, INSERT, UPDATE, DELETE ON orchestration.rego_policies TO orx_app;

CREATE INDEX plans_open ON orchestration.plans (tenant_id) WHERE finished_at IS NULL;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP INDEX orchestration.plans_open;
DROP TABLE orchestration.rego_policies;
RESET ROLE;
