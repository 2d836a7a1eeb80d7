-- migrate:up
SET ROLE orx_owner;

-- CloudEvents of a tenant: sent to the API, emitted by executions, or happenings of the product that somebody listens to.
-- Opaque JSON is `json`, not `jsonb`: data may hold U+0000, which jsonb refuses, and the database does not look inside.
CREATE TABLE automation.events (
  tenant_id      uuid        NOT NULL,
  id             uuid        NOT NULL,
  event_id       text        NOT NULL CONSTRAINT events_event_id_length CHECK (char_length(event_id) BETWEEN 1 AND 500),
  source         text        NOT NULL CONSTRAINT events_source_length CHECK (char_length(source) BETWEEN 1 AND 500),
  type           text        NOT NULL CONSTRAINT events_type_length CHECK (char_length(type) BETWEEN 1 AND 200),
  subject        text        CONSTRAINT events_subject_length CHECK (char_length(subject) <= 500),
  event          json        NOT NULL CONSTRAINT events_event_is_object CHECK (json_typeof(event) = 'object'),
  origin         text        NOT NULL CONSTRAINT events_origin_known CHECK (origin IN ('api', 'execution', 'product')),
  execution_id   uuid,
  correlation_id text        NOT NULL,
  created_at     timestamptz NOT NULL,
  -- Set once, with the deliveries to everybody who listened then.
  routed_at      timestamptz,
  CONSTRAINT events_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT events_source_id_unique UNIQUE (tenant_id, source, event_id),
  CONSTRAINT events_execution_when_emitted CHECK ((origin = 'execution') = (execution_id IS NOT NULL)),
  CONSTRAINT events_routed_after_created CHECK (routed_at >= created_at)
);
SELECT app.protect_tenant_table('automation.events');
GRANT SELECT, INSERT, UPDATE (routed_at), DELETE ON automation.events TO orx_app;
CREATE INDEX events_newest ON automation.events (tenant_id, created_at DESC, id DESC);
CREATE INDEX events_by_type ON automation.events (tenant_id, type, created_at DESC, id DESC);
CREATE INDEX events_by_source ON automation.events (tenant_id, source, created_at DESC, id DESC);
CREATE INDEX events_by_subject ON automation.events (tenant_id, subject, created_at DESC, id DESC) WHERE subject IS NOT NULL;

-- Days on which events came in: each has one timer, which removes the events of that day when they are old enough.
CREATE TABLE automation.event_days (
  tenant_id uuid NOT NULL,
  day       date NOT NULL,
  CONSTRAINT event_days_pkey PRIMARY KEY (tenant_id, day)
);
SELECT app.protect_tenant_table('automation.event_days');
GRANT SELECT, INSERT, DELETE ON automation.event_days TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE automation.event_days;
DROP TABLE automation.events;
RESET ROLE;
