-- migrate:up
SET ROLE orx_owner;

-- Sets of events that start executions, while they are not complete. A delivery that is in no set was not looked at yet.
CREATE TABLE automation.event_sets (
  tenant_id       uuid        NOT NULL,
  id              uuid        NOT NULL,
  subscription_id uuid        NOT NULL,
  position        bigint      NOT NULL,
  state           json        NOT NULL,
  events          integer     NOT NULL CONSTRAINT event_sets_events_positive CHECK (events > 0),
  size            integer     NOT NULL CONSTRAINT event_sets_size_not_negative CHECK (size >= 0),
  created_at      timestamptz NOT NULL,
  CONSTRAINT event_sets_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT event_sets_subscription FOREIGN KEY (tenant_id, subscription_id) REFERENCES automation.event_subscriptions (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect_tenant_table('automation.event_sets');
GRANT SELECT, INSERT, UPDATE (state, events, size), DELETE ON automation.event_sets TO orx_app;
CREATE INDEX event_sets_in_order ON automation.event_sets (tenant_id, subscription_id, position);
CREATE INDEX event_sets_oldest ON automation.event_sets (tenant_id, created_at);

-- What a set still waits for: an event finds the oldest set with a place for it by filter and by a digest of the values that correlate them.
CREATE TABLE automation.event_set_places (
  tenant_id       uuid    NOT NULL,
  set_id          uuid    NOT NULL,
  filter          integer NOT NULL CONSTRAINT event_set_places_filter_not_negative CHECK (filter >= 0),
  subscription_id uuid    NOT NULL,
  bound           text    NOT NULL CONSTRAINT event_set_places_bound_is_digest CHECK (char_length(bound) = 43),
  position        bigint  NOT NULL,
  CONSTRAINT event_set_places_pkey PRIMARY KEY (tenant_id, set_id, filter),
  CONSTRAINT event_set_places_set FOREIGN KEY (tenant_id, set_id) REFERENCES automation.event_sets (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect_tenant_table('automation.event_set_places');
GRANT SELECT, INSERT, DELETE ON automation.event_set_places TO orx_app;
CREATE INDEX event_set_places_free ON automation.event_set_places (tenant_id, subscription_id, filter, bound, position);

ALTER TABLE automation.event_deliveries
  ADD COLUMN set_id uuid,
  ADD CONSTRAINT event_deliveries_set FOREIGN KEY (tenant_id, set_id) REFERENCES automation.event_sets (tenant_id, id) ON DELETE CASCADE;
GRANT UPDATE (set_id) ON automation.event_deliveries TO orx_app;
CREATE INDEX event_deliveries_of_set ON automation.event_deliveries (tenant_id, set_id, position) WHERE set_id IS NOT NULL;
CREATE INDEX event_deliveries_unsorted ON automation.event_deliveries (tenant_id, subscription_id, position) WHERE set_id IS NULL;

-- Events in sets that are not complete, and those that never were.
ALTER TABLE automation.schedules
  ADD COLUMN waiting_events bigint NOT NULL DEFAULT 0 CONSTRAINT schedules_waiting_not_negative CHECK (waiting_events >= 0),
  ADD COLUMN expired_count  bigint NOT NULL DEFAULT 0 CONSTRAINT schedules_expired_not_negative CHECK (expired_count >= 0);

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
ALTER TABLE automation.schedules DROP COLUMN waiting_events, DROP COLUMN expired_count;
DROP INDEX automation.event_deliveries_unsorted;
DROP INDEX automation.event_deliveries_of_set;
ALTER TABLE automation.event_deliveries DROP CONSTRAINT event_deliveries_set, DROP COLUMN set_id;
DROP TABLE automation.event_set_places;
DROP TABLE automation.event_sets;
RESET ROLE;
