-- migrate:up
SET ROLE orx_owner;

-- Secrets that workflows use by name. `sealed` is a JWE (RFC 7516) whose key-encryption key is `key_id`; the plain value is nowhere.
CREATE TABLE settings.secrets (
  tenant_id  uuid        NOT NULL,
  name       text        NOT NULL CONSTRAINT secrets_name_simple CHECK (name ~ '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$'),
  sealed     text        NOT NULL CONSTRAINT secrets_sealed_some CHECK (length(sealed) BETWEEN 1 AND 131072),
  key_id     text        NOT NULL CONSTRAINT secrets_key_id_some CHECK (length(key_id) BETWEEN 1 AND 40),
  created_at timestamptz NOT NULL,
  created_by text        NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by text        NOT NULL,
  version    integer     NOT NULL CONSTRAINT secrets_version_positive CHECK (version >= 1),
  CONSTRAINT secrets_pkey PRIMARY KEY (tenant_id, name),
  CONSTRAINT secrets_times_ordered CHECK (updated_at >= created_at)
);
SELECT app.protect_tenant_table('settings.secrets');
GRANT SELECT, INSERT, UPDATE, DELETE ON settings.secrets TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE settings.secrets;
RESET ROLE;
