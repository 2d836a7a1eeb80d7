-- migrate:up
SET ROLE orx_owner;

-- Who waits for events: a `listen` of an execution (the key names its run), or a workflow that events start. A row goes when nobody waits any more.
CREATE TABLE automation.event_subscriptions (
  tenant_id    uuid        NOT NULL,
  id           uuid        NOT NULL,
  execution_id uuid,
  key          text        CONSTRAINT event_subscriptions_key_length CHECK (char_length(key) BETWEEN 1 AND 1100),
  workflow_id  uuid,
  interest     json        NOT NULL,
  created_at   timestamptz NOT NULL,
  CONSTRAINT event_subscriptions_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT event_subscriptions_execution_unique UNIQUE (tenant_id, execution_id, key),
  CONSTRAINT event_subscriptions_workflow_unique UNIQUE (tenant_id, workflow_id),
  CONSTRAINT event_subscriptions_execution FOREIGN KEY (tenant_id, execution_id) REFERENCES automation.executions (tenant_id, id),
  CONSTRAINT event_subscriptions_workflow FOREIGN KEY (tenant_id, workflow_id) REFERENCES automation.workflows (tenant_id, id),
  CONSTRAINT event_subscriptions_one_owner CHECK ((execution_id IS NULL) <> (workflow_id IS NULL)),
  CONSTRAINT event_subscriptions_key_of_execution CHECK ((execution_id IS NULL) = (key IS NULL))
);
SELECT app.protect_tenant_table('automation.event_subscriptions');
GRANT SELECT, INSERT, UPDATE, DELETE ON automation.event_subscriptions TO orx_app;

-- What an event is looked up by. An empty text stands for every type, or every source.
CREATE TABLE automation.event_subscription_filters (
  tenant_id       uuid    NOT NULL,
  subscription_id uuid    NOT NULL,
  filter          integer NOT NULL CONSTRAINT event_subscription_filters_filter_not_negative CHECK (filter >= 0),
  type            text    NOT NULL,
  source          text    NOT NULL,
  CONSTRAINT event_subscription_filters_pkey PRIMARY KEY (tenant_id, subscription_id, filter),
  CONSTRAINT event_subscription_filters_subscription FOREIGN KEY (tenant_id, subscription_id) REFERENCES automation.event_subscriptions (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect_tenant_table('automation.event_subscription_filters');
GRANT SELECT, INSERT, DELETE ON automation.event_subscription_filters TO orx_app;
CREATE INDEX event_subscription_filters_by_event ON automation.event_subscription_filters (tenant_id, type, source);

-- An event reaches a subscription once. Positions of one subscription are in the order of their commits: its row is locked meanwhile.
CREATE TABLE automation.event_deliveries (
  tenant_id       uuid   NOT NULL,
  subscription_id uuid   NOT NULL,
  event_id        uuid   NOT NULL,
  position        bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  matches         json   NOT NULL,
  CONSTRAINT event_deliveries_pkey PRIMARY KEY (tenant_id, subscription_id, event_id),
  CONSTRAINT event_deliveries_subscription FOREIGN KEY (tenant_id, subscription_id) REFERENCES automation.event_subscriptions (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT event_deliveries_event FOREIGN KEY (tenant_id, event_id) REFERENCES automation.events (tenant_id, id)
);
SELECT app.protect_tenant_table('automation.event_deliveries');
GRANT SELECT, INSERT, DELETE ON automation.event_deliveries TO orx_app;
CREATE INDEX event_deliveries_in_order ON automation.event_deliveries (tenant_id, subscription_id, position);
CREATE INDEX event_deliveries_of_event ON automation.event_deliveries (tenant_id, event_id);

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE automation.event_deliveries;
DROP TABLE automation.event_subscription_filters;
DROP TABLE automation.event_subscriptions;
RESET ROLE;
