-- migrate:up
SET ROLE orx_owner;

CREATE SCHEMA auth AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA auth TO orx_app;

-- Not a tenant table: it says which tenants there are. Ids, aliases and names never leave it except to platform administrators and
-- to the tenant itself. Nothing is ever deleted, and neither id nor alias changes.
CREATE TABLE auth.tenants (
  id         uuid        NOT NULL CONSTRAINT tenants_pkey PRIMARY KEY,
  alias      text        NOT NULL CONSTRAINT tenants_alias_unique UNIQUE
                                  CONSTRAINT tenants_alias_form CHECK (alias ~ '^[a-z][a-z0-9-]{1,38}[a-z0-9]$'),
  name       text        NOT NULL CONSTRAINT tenants_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  enabled    boolean     NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version    integer     NOT NULL CONSTRAINT tenants_version_positive CHECK (version >= 1),
  -- The actor of a platform administrator carries the nil uuid; no tenant may be mistaken for it.
  CONSTRAINT tenants_id_is_not_nil CHECK (id <> '00000000-0000-0000-0000-000000000000'),
  CONSTRAINT tenants_updated_after_created CHECK (updated_at >= created_at)
);
CREATE INDEX tenants_newest ON auth.tenants (created_at DESC, id DESC);
GRANT SELECT, INSERT ON auth.tenants TO orx_app;
GRANT UPDATE (name, enabled, updated_at, version) ON auth.tenants TO orx_app;

CREATE TABLE auth.memberships (
  tenant_id    uuid        NOT NULL,
  id           uuid        NOT NULL,
  subject      text        CONSTRAINT memberships_subject_length CHECK (char_length(subject) BETWEEN 1 AND 255),
  email        text        NOT NULL CONSTRAINT memberships_email_form CHECK (char_length(email) BETWEEN 3 AND 254 AND email = lower(email COLLATE "C")),
  name         text        CONSTRAINT memberships_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  role         text        NOT NULL CONSTRAINT memberships_role_known CHECK (role IN ('viewer', 'responder', 'operator', 'admin')),
  status       text        NOT NULL CONSTRAINT memberships_status_known CHECK (status IN ('invited', 'active')),
  invited_by   text        NOT NULL,
  created_at   timestamptz NOT NULL,
  activated_at timestamptz,
  version      integer     NOT NULL CONSTRAINT memberships_version_positive CHECK (version >= 1),
  CONSTRAINT memberships_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT memberships_email_unique UNIQUE (tenant_id, email),
  CONSTRAINT memberships_subject_unique UNIQUE (tenant_id, subject),
  CONSTRAINT memberships_active_has_subject CHECK ((status = 'active') = (subject IS NOT NULL)),
  CONSTRAINT memberships_active_has_time CHECK ((status = 'active') = (activated_at IS NOT NULL))
);
SELECT app.protect_tenant_table('auth.memberships');
CREATE INDEX memberships_newest ON auth.memberships (tenant_id, created_at DESC, id DESC);
GRANT SELECT, INSERT, UPDATE, DELETE ON auth.memberships TO orx_app;

CREATE TABLE auth.api_keys (
  tenant_id    uuid        NOT NULL,
  id           uuid        NOT NULL,
  key_id       text        NOT NULL CONSTRAINT api_keys_key_id_form CHECK (key_id ~ '^[0-9A-Za-z]{13}$'),
  environment  text        NOT NULL CONSTRAINT api_keys_environment_form CHECK (environment ~ '^[a-z][a-z0-9]{1,11}$'),
  name         text        NOT NULL CONSTRAINT api_keys_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  scopes       text[]      NOT NULL CONSTRAINT api_keys_scopes_some CHECK (cardinality(scopes) BETWEEN 1 AND 50),
  digest       text        NOT NULL CONSTRAINT api_keys_digest_form CHECK (digest ~ '^[0-9a-f]{64}$'), -- SHA-256; the key itself is stored nowhere
  created_by   text        NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz CONSTRAINT api_keys_expires_after_created CHECK (expires_at > created_at),
  revoked_at   timestamptz,
  revoked_by   text,
  last_used_at timestamptz,
  version      integer     NOT NULL CONSTRAINT api_keys_version_positive CHECK (version >= 1),
  CONSTRAINT api_keys_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT api_keys_key_id_unique UNIQUE (tenant_id, key_id),
  CONSTRAINT api_keys_revoked_by_somebody CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
SELECT app.protect_tenant_table('auth.api_keys');
CREATE INDEX api_keys_newest ON auth.api_keys (tenant_id, created_at DESC, id DESC);
-- For the lookup below. Not unique: a unique index across tenants would tell one of them what another one has.
CREATE INDEX api_keys_by_key_id ON auth.api_keys (key_id);
GRANT SELECT, INSERT ON auth.api_keys TO orx_app;
GRANT UPDATE (revoked_at, revoked_by, last_used_at, version) ON auth.api_keys TO orx_app;

-- A browser belongs to a person, who may belong to several tenants; so does its session. Found by the digest of a random cookie only.
CREATE TABLE auth.sessions (
  id                  uuid        NOT NULL CONSTRAINT sessions_pkey PRIMARY KEY,
  digest              text        NOT NULL CONSTRAINT sessions_digest_unique UNIQUE
                                           CONSTRAINT sessions_digest_form CHECK (digest ~ '^[0-9a-f]{64}$'),
  subject             text        NOT NULL,
  provider_session_id text,
  sealed_tokens       text        NOT NULL, -- AES-256-GCM under a key that the database does not have
  access_expires_at   timestamptz NOT NULL,
  created_at          timestamptz NOT NULL,
  expires_at          timestamptz NOT NULL CONSTRAINT sessions_expire_after_created CHECK (expires_at > created_at),
  renewing_until      timestamptz           -- one process renews the tokens at a time
);
CREATE INDEX sessions_by_subject ON auth.sessions (subject);
CREATE INDEX sessions_by_provider_session ON auth.sessions (provider_session_id) WHERE provider_session_id IS NOT NULL;
CREATE INDEX sessions_by_end ON auth.sessions (expires_at);
GRANT SELECT, INSERT, DELETE ON auth.sessions TO orx_app;
GRANT UPDATE (sealed_tokens, access_expires_at, renewing_until) ON auth.sessions TO orx_app;

-- Ids of logout tokens that were used, until they expire anyway.
CREATE TABLE auth.logout_tokens (
  digest     text        NOT NULL CONSTRAINT logout_tokens_pkey PRIMARY KEY -- SHA-256 of `jti`, whatever its length
                                  CONSTRAINT logout_tokens_digest_form CHECK (digest ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz NOT NULL
);
CREATE INDEX logout_tokens_by_end ON auth.logout_tokens (expires_at);
GRANT SELECT, INSERT, DELETE ON auth.logout_tokens TO orx_app;

RESET ROLE;

-- A presented key names no tenant, so finding it is the one read across tenants. It answers at most one key, by its public id, and
-- runs as the role that row-level security lets through (FORCE binds the owner of the table too).
SET ROLE orx_migrator;
CREATE FUNCTION auth.find_api_key(wanted text)
  RETURNS TABLE (id uuid, tenant_id uuid, key_id text, name text, scopes text[], digest text, expires_at timestamptz, revoked_at timestamptz,
                 last_used_at timestamptz, tenant_alias text, tenant_enabled boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT k.id, k.tenant_id, k.key_id, k.name, k.scopes, k.digest, k.expires_at, k.revoked_at, k.last_used_at, t.alias, t.enabled
  FROM auth.api_keys k JOIN auth.tenants t ON t.id = k.tenant_id
  WHERE k.key_id = wanted
  LIMIT 1
$$;
REVOKE ALL ON FUNCTION auth.find_api_key(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.find_api_key(text) TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION auth.find_api_key(text);
SET ROLE orx_owner;
DROP SCHEMA auth CASCADE;
RESET ROLE;
