-- migrate:up
SET ROLE orx_owner;

-- A slot is promised for a short time; once its agent has leased the ticket, until the ticket ends (NULL).
ALTER TABLE registry.reservations ADD COLUMN expires_at timestamptz CONSTRAINT reservations_expires_after_reserved CHECK (expires_at > reserved_at);
GRANT UPDATE ON registry.reservations TO orx_app;
CREATE INDEX reservations_ending ON registry.reservations (tenant_id, expires_at) WHERE expires_at IS NOT NULL;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
REVOKE UPDATE ON registry.reservations FROM orx_app;
ALTER TABLE registry.reservations DROP COLUMN expires_at;
RESET ROLE;
