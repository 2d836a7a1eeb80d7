-- migrate:up
SET ROLE orx_owner;

-- Why a ticket was offered when it was, and which agent goes before the others for a while. A time that has passed reserves nothing, so nothing has to be tidied up.
ALTER TABLE tickets.tickets
  ADD COLUMN schedule_reason text CONSTRAINT tickets_schedule_reason_length CHECK (char_length(schedule_reason) BETWEEN 1 AND 1000),
  ADD COLUMN reserved_for    text CONSTRAINT tickets_reserved_for_length CHECK (char_length(reserved_for) BETWEEN 1 AND 200),
  ADD COLUMN reserved_until  timestamptz,
  ADD CONSTRAINT tickets_reservation_is_whole CHECK ((reserved_for IS NULL) = (reserved_until IS NULL)),
  ADD CONSTRAINT tickets_reserved_while_offered CHECK (reserved_until IS NULL OR (status = 'PENDING' AND offered_at IS NOT NULL));

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
ALTER TABLE tickets.tickets DROP COLUMN schedule_reason, DROP COLUMN reserved_for CASCADE, DROP COLUMN reserved_until CASCADE;
RESET ROLE;
