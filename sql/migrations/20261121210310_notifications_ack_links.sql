-- migrate:up
SET ROLE orx_owner;

-- Links that were used: each is good once. They go with their message.
CREATE TABLE notifications.used_ack_links (
  tenant_id   uuid        NOT NULL,
  delivery_id uuid        NOT NULL,
  used_at     timestamptz NOT NULL,
  CONSTRAINT used_ack_links_pkey PRIMARY KEY (tenant_id, delivery_id),
  CONSTRAINT used_ack_links_delivery_exists FOREIGN KEY (tenant_id, delivery_id) REFERENCES notifications.deliveries (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect_tenant_table('notifications.used_ack_links');
GRANT SELECT, INSERT ON notifications.used_ack_links TO orx_app;
RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE notifications.used_ack_links;
RESET ROLE;
