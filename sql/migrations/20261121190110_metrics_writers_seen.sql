-- migrate:up
SET ROLE orx_owner;
-- When samples of a process went into chunks last: those of processes that are long gone are forgotten.
ALTER TABLE metrics.wal_writers ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();
RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
ALTER TABLE metrics.wal_writers DROP COLUMN seen_at;
RESET ROLE;
