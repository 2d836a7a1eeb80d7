-- migrate:up
SET ROLE orx_owner;

-- Names of series and of the processes that write samples: numbers that are used once.
CREATE SEQUENCE metrics.series_ids AS bigint;
CREATE SEQUENCE metrics.writer_ids AS bigint;
GRANT USAGE ON SEQUENCE metrics.series_ids, metrics.writer_ids TO orx_app;

-- Every series that ever had a sample. The labels are packed by the application (a text may hold the character 0, which text and jsonb cannot); the hash is the
-- first half of their SHA-256.
CREATE TABLE metrics.series (
  tenant_id  uuid        NOT NULL,
  id         bigint      NOT NULL DEFAULT nextval('metrics.series_ids'),
  hash       uuid        NOT NULL,
  labels     bytea       NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT series_hash_unique UNIQUE (tenant_id, hash)
);
SELECT app.protect_tenant_table('metrics.series');
GRANT SELECT, INSERT ON metrics.series TO orx_app;

-- Which processes have written samples of a tenant, and up to where those are in chunks.
CREATE TABLE metrics.wal_writers (
  tenant_id uuid   NOT NULL,
  writer    bigint NOT NULL,
  horizon   bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, writer)
);
SELECT app.protect_tenant_table('metrics.wal_writers');
GRANT SELECT, INSERT, UPDATE, DELETE ON metrics.wal_writers TO orx_app;

-- What was acknowledged and is not in chunks yet: one row is what one process wrote in one transaction, numbered in the order of its commits.
CREATE TABLE metrics.wal (
  tenant_id  uuid        NOT NULL,
  writer     bigint      NOT NULL,
  seq        bigint      NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  body       bytea       NOT NULL,
  PRIMARY KEY (tenant_id, writer, seq)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000,
  toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 20000, toast.autovacuum_vacuum_insert_scale_factor = 0, toast.autovacuum_vacuum_insert_threshold = 1000000);
-- It is compact already: trying to compress it again costs more than it saves.
ALTER TABLE metrics.wal ALTER COLUMN body SET STORAGE EXTERNAL;
SELECT app.protect_tenant_table('metrics.wal');
GRANT SELECT, INSERT, DELETE ON metrics.wal TO orx_app;

-- Who turns a tenant's write-ahead rows into chunks at the moment, and how far that is: a flush that was left behind is finished by the next one, with the same cut.
CREATE TABLE metrics.flushes (
  tenant_id   uuid        NOT NULL PRIMARY KEY,
  holder      bigint      NOT NULL,
  until       timestamptz NOT NULL,
  cut         jsonb,
  next_series bigint      NOT NULL DEFAULT 0
);
SELECT app.protect_tenant_table('metrics.flushes');
GRANT SELECT, INSERT, UPDATE ON metrics.flushes TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE metrics.flushes, metrics.wal, metrics.wal_writers, metrics.series;
DROP SEQUENCE metrics.series_ids, metrics.writer_ids;
RESET ROLE;
