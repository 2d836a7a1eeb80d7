-- migrate:up
SET ROLE orx_owner;

-- How a person is reached. Its queue, circuit and settings are those of the integration with the same id.
CREATE TABLE notifications.contact_methods (
  tenant_id       uuid        NOT NULL,
  id              uuid        NOT NULL,
  user_id         text        NOT NULL CONSTRAINT contact_methods_user_length CHECK (char_length(user_id) BETWEEN 1 AND 200),
  kind            text        NOT NULL,
  label           text        NOT NULL CONSTRAINT contact_methods_label_length CHECK (char_length(label) <= 100),
  address         text        NOT NULL CONSTRAINT contact_methods_address_length CHECK (char_length(address) BETWEEN 1 AND 320),
  verified_at     timestamptz,
  code_digest     text, -- of the code that was sent last
  code_expires_at timestamptz,
  code_sent_at    timestamptz,
  code_tries      integer     NOT NULL CONSTRAINT contact_methods_tries_not_negative CHECK (code_tries >= 0),
  created_at      timestamptz NOT NULL,
  CONSTRAINT contact_methods_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT contact_methods_address_once UNIQUE (tenant_id, user_id, kind, address),
  CONSTRAINT contact_methods_integration_exists FOREIGN KEY (tenant_id, id) REFERENCES notifications.integrations (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT contact_methods_code_ends CHECK ((code_digest IS NULL) = (code_expires_at IS NULL))
);
CREATE INDEX contact_methods_of_user ON notifications.contact_methods (tenant_id, user_id, created_at, id);
SELECT app.protect_tenant_table('notifications.contact_methods');
GRANT SELECT, INSERT, UPDATE, DELETE ON notifications.contact_methods TO orx_app;

-- In which order, and after how long, a person is reached, by urgency.
CREATE TABLE notifications.notification_rules (
  tenant_id  uuid        NOT NULL,
  user_id    text        NOT NULL CONSTRAINT notification_rules_user_length CHECK (char_length(user_id) BETWEEN 1 AND 200),
  urgency    text        NOT NULL CONSTRAINT notification_rules_urgency_known CHECK (urgency IN ('high', 'low')),
  steps      jsonb       NOT NULL CONSTRAINT notification_rules_steps_is_array CHECK (jsonb_typeof(steps) = 'array'),
  updated_at timestamptz NOT NULL,
  CONSTRAINT notification_rules_pkey PRIMARY KEY (tenant_id, user_id, urgency)
);
SELECT app.protect_tenant_table('notifications.notification_rules');
GRANT SELECT, INSERT, UPDATE, DELETE ON notifications.notification_rules TO orx_app;

-- Somebody is being told until they acknowledge.
CREATE TABLE notifications.pages (
  tenant_id  uuid        NOT NULL,
  id         uuid        NOT NULL,
  user_id    text        NOT NULL CONSTRAINT pages_user_length CHECK (char_length(user_id) BETWEEN 1 AND 200),
  urgency    text        NOT NULL CONSTRAINT pages_urgency_known CHECK (urgency IN ('high', 'low')),
  data       jsonb       NOT NULL CONSTRAINT pages_data_is_object CHECK (jsonb_typeof(data) = 'object'),
  steps      jsonb       NOT NULL CONSTRAINT pages_steps_is_array CHECK (jsonb_typeof(steps) = 'array'), -- the rules as they were when it began
  next_step  integer     NOT NULL CONSTRAINT pages_next_step_not_negative CHECK (next_step >= 0),
  status     text        NOT NULL CONSTRAINT pages_status_known CHECK (status IN ('running', 'acknowledged', 'exhausted')),
  created_at timestamptz NOT NULL,
  ended_at   timestamptz,
  CONSTRAINT pages_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT pages_end_has_time CHECK ((status = 'running') = (ended_at IS NULL))
);
SELECT app.protect_tenant_table('notifications.pages');
GRANT SELECT, INSERT, UPDATE ON notifications.pages TO orx_app;
RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE notifications.pages;
DROP TABLE notifications.notification_rules;
DROP TABLE notifications.contact_methods;
RESET ROLE;
