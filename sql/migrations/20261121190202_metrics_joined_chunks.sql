-- migrate:up
-- New chunks live for some hours, until they are joined. In the partitions of days they would leave holes that nothing fills any more; in a table of their own the
-- next ones fill them.
SET ROLE orx_owner;
DROP FUNCTION metrics.make_chunk_partitions(integer[]);
ALTER TABLE metrics.chunks RENAME TO chunks_before;
ALTER TABLE metrics.chunks_before RENAME CONSTRAINT chunks_pkey TO chunks_before_pkey;

CREATE TABLE metrics.chunks (
  tenant_id uuid     NOT NULL,
  series_id bigint   NOT NULL,
  start_ms  bigint   NOT NULL, -- first sample
  end_ms    bigint   NOT NULL, -- last sample
  seq       bigint   NOT NULL DEFAULT nextval('metrics.chunk_order'),
  digest    integer  NOT NULL, -- CRC-32 of the data: the same chunk again is no other one
  samples   integer  NOT NULL CONSTRAINT chunks_hold_samples CHECK (samples > 0),
  kind      smallint NOT NULL CONSTRAINT chunks_kind_known CHECK (kind IN (0, 1)), -- 0 floats, 1 native histograms
  joined    boolean  NOT NULL DEFAULT false, -- with its neighbours, so that it stays
  data      bytea    STORAGE EXTERNAL NOT NULL,
  -- The end is in the key, so that the index alone tells which chunks of a series reach into a range.
  CONSTRAINT chunks_pkey PRIMARY KEY (tenant_id, series_id, start_ms, end_ms, digest, joined),
  CONSTRAINT chunks_of_one_day CHECK (start_ms <= end_ms AND start_ms / 86400000 = end_ms / 86400000)
) PARTITION BY LIST (joined);
SELECT app.protect_tenant_table('metrics.chunks');
GRANT SELECT, INSERT, DELETE ON metrics.chunks TO orx_app;

-- Rows come and go: what is gone is to be used again soon.
CREATE TABLE metrics.chunks_new PARTITION OF metrics.chunks FOR VALUES IN (false)
  WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 5000, toast.autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_vacuum_threshold = 5000);
SELECT app.protect_tenant_table('metrics.chunks_new');
CREATE TABLE metrics.chunks_joined PARTITION OF metrics.chunks FOR VALUES IN (true) PARTITION BY RANGE (start_ms);
SELECT app.protect_tenant_table('metrics.chunks_joined');

-- Makes sure of the partitions of these days, counted from 1970-01-01. A new one is attached, not created in place: that lets reads and writes go on.
-- Nobody drops one that was found here until the transaction is over.
CREATE FUNCTION metrics.make_chunk_partitions(days integer[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE day integer; name text;
BEGIN
  LOCK TABLE ONLY metrics.chunks_joined IN ROW EXCLUSIVE MODE;
  FOR day IN SELECT DISTINCT d FROM pg_catalog.unnest(days) AS d ORDER BY d LOOP
    name := 'chunks_' || pg_catalog.to_char('1970-01-01'::date + day, 'YYYYMMDD');
    CONTINUE WHEN pg_catalog.to_regclass('metrics.' || name) IS NOT NULL;
    IF day NOT BETWEEN 0 AND pg_catalog.floor(extract(epoch FROM pg_catalog.now()) / 86400) + 2 THEN
      RAISE EXCEPTION 'no chunks are kept of day %', day USING ERRCODE = '22023';
    END IF;
    LOCK TABLE ONLY metrics.chunks_joined IN SHARE UPDATE EXCLUSIVE MODE;
    CONTINUE WHEN pg_catalog.to_regclass('metrics.' || name) IS NOT NULL; -- somebody was faster
    EXECUTE pg_catalog.format('CREATE TABLE metrics.%I (LIKE metrics.chunks_joined INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)', name);
    PERFORM app.protect_tenant_table(('metrics.' || name)::regclass);
    EXECUTE pg_catalog.format('ALTER TABLE metrics.chunks_joined ATTACH PARTITION metrics.%I FOR VALUES FROM (%s) TO (%s)', name, day::bigint * 86400000, (day + 1)::bigint * 86400000);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION metrics.make_chunk_partitions(integer[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metrics.make_chunk_partitions(integer[]) TO orx_app;
RESET ROLE;

SET ROLE orx_migrator;
INSERT INTO metrics.chunks (tenant_id, series_id, start_ms, end_ms, seq, digest, samples, kind, data)
  SELECT tenant_id, series_id, start_ms, end_ms, seq, digest, samples, kind, data FROM metrics.chunks_before;
INSERT INTO metrics.compactions (tenant_id, start_ms, end_ms)
  SELECT DISTINCT tenant_id, start_ms / 86400000 * 86400000, (start_ms / 86400000 + 1) * 86400000 FROM metrics.chunks_before ON CONFLICT DO NOTHING;
DROP TABLE metrics.chunks_before;

-- Drops partitions of days before this one that have no row of any tenant. Gives up soon when somebody reads or writes just now.
CREATE OR REPLACE FUNCTION metrics.drop_empty_chunk_partitions(before integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET lock_timeout = '200ms' AS $$
DECLARE name text; is_empty boolean; dropped integer := 0;
BEGIN
  FOR name IN SELECT c.relname FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'metrics.chunks_joined'::pg_catalog.regclass AND c.relname < 'chunks_' || pg_catalog.to_char('1970-01-01'::date + before, 'YYYYMMDD') ORDER BY c.relname
  LOOP
    EXECUTE pg_catalog.format('SELECT NOT EXISTS (SELECT FROM metrics.%I)', name) INTO is_empty;
    CONTINUE WHEN NOT is_empty;
    BEGIN
      LOCK TABLE ONLY metrics.chunks_joined IN ACCESS EXCLUSIVE MODE;
      EXECUTE pg_catalog.format('LOCK TABLE metrics.%I IN ACCESS EXCLUSIVE MODE', name);
      EXECUTE pg_catalog.format('SELECT NOT EXISTS (SELECT FROM metrics.%I)', name) INTO is_empty;
      IF is_empty THEN
        EXECUTE pg_catalog.format('DROP TABLE metrics.%I', name);
        dropped := dropped + 1;
      END IF;
    EXCEPTION WHEN lock_not_available THEN
      RETURN dropped;
    END;
  END LOOP;
  RETURN dropped;
END $$;
RESET ROLE;

-- migrate:down
-- Chunks that were joined cannot be told from others in the table before: the key needs no change, so it stays as it is now.
