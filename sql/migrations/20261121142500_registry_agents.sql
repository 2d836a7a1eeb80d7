-- migrate:up
SET ROLE orx_owner;

CREATE SCHEMA registry AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA registry TO orx_app;

-- One row per tenant: the order of its changes, and when the health of its agents is looked at next. Writers take turns at this row.
CREATE TABLE registry.tenants (
  tenant_id     uuid        NOT NULL,
  revision      bigint      NOT NULL DEFAULT 0 CONSTRAINT tenants_revision_not_negative CHECK (revision >= 0),
  generation    bigint      NOT NULL DEFAULT 0 CONSTRAINT tenants_generation_not_negative CHECK (generation >= 0),
  next_check_at timestamptz,
  CONSTRAINT tenants_pkey PRIMARY KEY (tenant_id)
);
SELECT app.protect_tenant_table('registry.tenants');
GRANT SELECT, INSERT, UPDATE ON registry.tenants TO orx_app;

CREATE TABLE registry.agents (
  tenant_id         uuid             NOT NULL,
  id                text             NOT NULL CONSTRAINT agents_id_form CHECK (id ~ '^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$'),
  name              text             NOT NULL CONSTRAINT agents_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  version           text             NOT NULL CONSTRAINT agents_version_length CHECK (char_length(version) BETWEEN 1 AND 100),
  capabilities      text[]           NOT NULL CONSTRAINT agents_capabilities_number CHECK (cardinality(capabilities) BETWEEN 1 AND 64),
  labels            jsonb            NOT NULL CONSTRAINT agents_labels_are_object CHECK (jsonb_typeof(labels) = 'object'),
  slots             integer          NOT NULL CONSTRAINT agents_slots_number CHECK (slots BETWEEN 1 AND 10000),
  address           text             CONSTRAINT agents_address_length CHECK (char_length(address) BETWEEN 1 AND 2000),
  status            text             NOT NULL CONSTRAINT agents_status_known CHECK (status IN ('healthy', 'degraded', 'unhealthy')),
  draining          boolean          NOT NULL,
  generation        bigint           NOT NULL CONSTRAINT agents_generation_positive CHECK (generation >= 1),
  cpu               double precision NOT NULL CONSTRAINT agents_cpu_part CHECK (cpu BETWEEN 0 AND 1),
  memory            double precision NOT NULL CONSTRAINT agents_memory_part CHECK (memory BETWEEN 0 AND 1),
  in_flight         integer          NOT NULL CONSTRAINT agents_in_flight_not_negative CHECK (in_flight >= 0),
  queued            integer          NOT NULL CONSTRAINT agents_queued_not_negative CHECK (queued >= 0),
  reserved_slots    integer          NOT NULL CONSTRAINT agents_reserved_slots_not_negative CHECK (reserved_slots >= 0),
  registered_at     timestamptz      NOT NULL,
  last_heartbeat_at timestamptz      NOT NULL,
  CONSTRAINT agents_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT agents_heard_after_registered CHECK (last_heartbeat_at >= registered_at)
);
SELECT app.protect_tenant_table('registry.agents');
GRANT SELECT, INSERT, UPDATE, DELETE ON registry.agents TO orx_app;
CREATE INDEX agents_by_status ON registry.agents (tenant_id, status, id);
CREATE INDEX agents_by_silence ON registry.agents (tenant_id, last_heartbeat_at);

-- Who can do what; a row per capability, because an array cannot be looked up together with the tenant.
CREATE TABLE registry.agent_capabilities (
  tenant_id  uuid NOT NULL,
  capability text NOT NULL,
  agent_id   text NOT NULL,
  CONSTRAINT agent_capabilities_pkey PRIMARY KEY (tenant_id, capability, agent_id),
  CONSTRAINT agent_capabilities_of_agent FOREIGN KEY (tenant_id, agent_id) REFERENCES registry.agents (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect_tenant_table('registry.agent_capabilities');
GRANT SELECT, INSERT, DELETE ON registry.agent_capabilities TO orx_app;
CREATE INDEX agent_capabilities_of_agent ON registry.agent_capabilities (tenant_id, agent_id);

-- Slots that are promised to tickets.
CREATE TABLE registry.reservations (
  tenant_id   uuid        NOT NULL,
  ticket_id   uuid        NOT NULL,
  agent_id    text        NOT NULL,
  reserved_at timestamptz NOT NULL,
  CONSTRAINT reservations_pkey PRIMARY KEY (tenant_id, ticket_id),
  CONSTRAINT reservations_of_agent FOREIGN KEY (tenant_id, agent_id) REFERENCES registry.agents (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect_tenant_table('registry.reservations');
GRANT SELECT, INSERT, DELETE ON registry.reservations TO orx_app;
CREATE INDEX reservations_of_agent ON registry.reservations (tenant_id, agent_id);

-- Pheromones. They outlive the registration: an agent that comes back is known.
CREATE TABLE registry.trails (
  tenant_id  uuid             NOT NULL,
  agent_id   text             NOT NULL,
  capability text             NOT NULL,
  value      double precision NOT NULL CONSTRAINT trails_value_part CHECK (value BETWEEN 0 AND 1),
  at         timestamptz      NOT NULL,
  successes  bigint           NOT NULL CONSTRAINT trails_successes_not_negative CHECK (successes >= 0),
  failures   bigint           NOT NULL CONSTRAINT trails_failures_not_negative CHECK (failures >= 0),
  CONSTRAINT trails_pkey PRIMARY KEY (tenant_id, agent_id, capability)
);
SELECT app.protect_tenant_table('registry.trails');
GRANT SELECT, INSERT, UPDATE, DELETE ON registry.trails TO orx_app;
CREATE INDEX trails_by_age ON registry.trails (tenant_id, at);

-- Attempts that were counted into trails, for as long as their event may come again.
CREATE TABLE registry.counted_attempts (
  tenant_id  uuid        NOT NULL,
  ticket_id  uuid        NOT NULL,
  attempt    integer     NOT NULL,
  counted_at timestamptz NOT NULL,
  CONSTRAINT counted_attempts_pkey PRIMARY KEY (tenant_id, ticket_id, attempt)
);
SELECT app.protect_tenant_table('registry.counted_attempts');
GRANT SELECT, INSERT, DELETE ON registry.counted_attempts TO orx_app;
CREATE INDEX counted_attempts_by_age ON registry.counted_attempts (tenant_id, counted_at);

-- What watchers read; the newest thousand of each tenant.
CREATE TABLE registry.changes (
  tenant_id   uuid        NOT NULL,
  revision    bigint      NOT NULL,
  type        text        NOT NULL CONSTRAINT changes_type_known CHECK (type IN ('registered', 'status_changed', 'drain_requested', 'deregistered', 'removed')),
  agent       jsonb       NOT NULL,
  occurred_at timestamptz NOT NULL,
  CONSTRAINT changes_pkey PRIMARY KEY (tenant_id, revision)
);
SELECT app.protect_tenant_table('registry.changes');
GRANT SELECT, INSERT, DELETE ON registry.changes TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP SCHEMA registry CASCADE;
RESET ROLE;
