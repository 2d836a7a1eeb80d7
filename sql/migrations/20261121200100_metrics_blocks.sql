-- migrate:up
SET ROLE orx_owner;
-- Joined floats of series that have samples at the same times, as those of one target do: the times once, the values of each series behind each other, so that a
-- reader takes but a part of a row. A shelf is 1,024 ids of series in a row; a block has series of one shelf, and samples of one day (UTC).
CREATE TABLE metrics.blocks (
  tenant_id uuid       NOT NULL,
  shelf     bigint     NOT NULL,
  start_ms  bigint     NOT NULL, -- first time
  end_ms    bigint     NOT NULL, -- last time
  id        bigint     NOT NULL DEFAULT nextval('metrics.chunk_order'),
  seq       bigint     NOT NULL, -- the lowest of the chunks it was made of
  samples   integer    NOT NULL CONSTRAINT blocks_hold_samples CHECK (samples > 0), -- of each series
  places    smallint[] NOT NULL, -- of the series in the shelf, rising
  ends      integer[]  NOT NULL CONSTRAINT blocks_end_in_data CHECK (cardinality(ends) = cardinality(places) AND ends[cardinality(ends)] = octet_length(data)), -- of their values
  times     bytea      STORAGE MAIN NOT NULL,
  data      bytea      STORAGE EXTERNAL NOT NULL,
  CONSTRAINT blocks_pkey PRIMARY KEY (tenant_id, shelf, start_ms, end_ms, id),
  CONSTRAINT blocks_of_one_day CHECK (start_ms <= end_ms AND start_ms / 86400000 = end_ms / 86400000)
) PARTITION BY RANGE (start_ms);
SELECT app.protect_tenant_table('metrics.blocks');
GRANT SELECT, INSERT, DELETE ON metrics.blocks TO orx_app;

-- As before, for blocks as well.
CREATE OR REPLACE FUNCTION metrics.make_chunk_partitions(days integer[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE day integer; parent text; name text;
BEGIN
  LOCK TABLE ONLY metrics.chunks_joined, ONLY metrics.blocks IN ROW EXCLUSIVE MODE;
  FOR day, parent IN SELECT DISTINCT d, p FROM pg_catalog.unnest(days) AS d, pg_catalog.unnest(ARRAY['chunks_joined', 'blocks']) AS p ORDER BY d, p DESC LOOP
    name := pg_catalog.replace(parent, '_joined', '') || '_' || pg_catalog.to_char('1970-01-01'::date + day, 'YYYYMMDD');
    CONTINUE WHEN pg_catalog.to_regclass('metrics.' || name) IS NOT NULL;
    IF day NOT BETWEEN 0 AND pg_catalog.floor(extract(epoch FROM pg_catalog.now()) / 86400) + 2 THEN
      RAISE EXCEPTION 'no chunks are kept of day %', day USING ERRCODE = '22023';
    END IF;
    LOCK TABLE ONLY metrics.chunks_joined IN SHARE UPDATE EXCLUSIVE MODE;
    LOCK TABLE ONLY metrics.blocks IN SHARE UPDATE EXCLUSIVE MODE;
    CONTINUE WHEN pg_catalog.to_regclass('metrics.' || name) IS NOT NULL; -- somebody was faster
    EXECUTE pg_catalog.format('CREATE TABLE metrics.%I (LIKE metrics.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)', name, parent);
    PERFORM app.protect_tenant_table(('metrics.' || name)::regclass);
    EXECUTE pg_catalog.format('ALTER TABLE metrics.%I ATTACH PARTITION metrics.%I FOR VALUES FROM (%s) TO (%s)', parent, name, day::bigint * 86400000, (day + 1)::bigint * 86400000);
  END LOOP;
END $$;
RESET ROLE;

SET ROLE orx_migrator;
-- Drops partitions of days before this one that have no row of any tenant. Gives up soon when somebody reads or writes just now.
CREATE OR REPLACE FUNCTION metrics.drop_empty_chunk_partitions(before integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET lock_timeout = '200ms' AS $$
DECLARE parent text; name text; is_empty boolean; dropped integer := 0;
BEGIN
  FOR parent, name IN SELECT p.relname, c.relname FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
    WHERE i.inhparent IN ('metrics.chunks_joined'::pg_catalog.regclass, 'metrics.blocks'::pg_catalog.regclass)
      AND pg_catalog.right(c.relname, 8) < pg_catalog.to_char('1970-01-01'::date + before, 'YYYYMMDD') ORDER BY c.relname
  LOOP
    EXECUTE pg_catalog.format('SELECT NOT EXISTS (SELECT FROM metrics.%I)', name) INTO is_empty;
    CONTINUE WHEN NOT is_empty;
    BEGIN
      EXECUTE pg_catalog.format('LOCK TABLE ONLY metrics.%I IN ACCESS EXCLUSIVE MODE', parent);
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
-- What is in blocks is nowhere else.
