-- migrate:up
SET ROLE orx_owner;
-- The order in which chunks were stored: of two samples at the same time the one that came first counts.
CREATE SEQUENCE metrics.chunk_order;
GRANT USAGE ON SEQUENCE metrics.chunk_order TO orx_app;

-- Compressed samples of one series, never of more than one day (UTC); a partition for each day.
CREATE TABLE metrics.chunks (
  tenant_id uuid     NOT NULL,
  series_id bigint   NOT NULL,
  start_ms  bigint   NOT NULL, -- first sample
  end_ms    bigint   NOT NULL, -- last sample
  seq       bigint   NOT NULL DEFAULT nextval('metrics.chunk_order'),
  digest    integer  NOT NULL, -- CRC-32 of the data: the same chunk again is no other one
  samples   integer  NOT NULL CONSTRAINT chunks_hold_samples CHECK (samples > 0),
  kind      smallint NOT NULL CONSTRAINT chunks_kind_known CHECK (kind IN (0, 1)), -- 0 floats, 1 native histograms
  data      bytea    STORAGE EXTERNAL NOT NULL,
  -- The end is in the key, so that the index alone tells which chunks of a series reach into a range.
  CONSTRAINT chunks_pkey PRIMARY KEY (tenant_id, series_id, start_ms, end_ms, digest),
  CONSTRAINT chunks_of_one_day CHECK (start_ms <= end_ms AND start_ms / 86400000 = end_ms / 86400000)
) PARTITION BY RANGE (start_ms);
SELECT app.protect_tenant_table('metrics.chunks');
GRANT SELECT, INSERT, DELETE ON metrics.chunks TO orx_app;

-- Makes sure of the partitions of these days, counted from 1970-01-01. A new one is attached, not created in place: that lets reads and writes go on.
CREATE FUNCTION metrics.make_chunk_partitions(days integer[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE day integer; name text;
BEGIN
  FOR day IN SELECT DISTINCT d FROM pg_catalog.unnest(days) AS d ORDER BY d LOOP
    name := 'chunks_' || pg_catalog.to_char('1970-01-01'::date + day, 'YYYYMMDD');
    CONTINUE WHEN pg_catalog.to_regclass('metrics.' || name) IS NOT NULL;
    IF day NOT BETWEEN 0 AND pg_catalog.floor(extract(epoch FROM pg_catalog.now()) / 86400) + 2 THEN
      RAISE EXCEPTION 'no chunks are kept of day %', day USING ERRCODE = '22023';
    END IF;
    LOCK TABLE ONLY metrics.chunks IN SHARE UPDATE EXCLUSIVE MODE;
    CONTINUE WHEN pg_catalog.to_regclass('metrics.' || name) IS NOT NULL; -- somebody was faster
    EXECUTE pg_catalog.format('CREATE TABLE metrics.%I (LIKE metrics.chunks INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)', name);
    PERFORM app.protect_tenant_table(('metrics.' || name)::regclass);
    EXECUTE pg_catalog.format('ALTER TABLE metrics.chunks ATTACH PARTITION metrics.%I FOR VALUES FROM (%s) TO (%s)', name, day::bigint * 86400000, (day + 1)::bigint * 86400000);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION metrics.make_chunk_partitions(integer[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metrics.make_chunk_partitions(integer[]) TO orx_app;

-- Which series have a label: lists of ids, a row for each time some were added. The name '' has the series of each day, by its number, and with the value '' all.
CREATE SEQUENCE metrics.posting_order;
GRANT USAGE ON SEQUENCE metrics.posting_order TO orx_app;
CREATE TABLE metrics.postings (
  tenant_id  uuid   NOT NULL,
  name       text   COLLATE "C" NOT NULL CONSTRAINT postings_name_fits CHECK (octet_length(name) <= 1100),
  value      text   COLLATE "C" NOT NULL CONSTRAINT postings_value_fits CHECK (octet_length(value) <= 1100),
  seq        bigint NOT NULL DEFAULT nextval('metrics.posting_order'),
  long_name  text, -- what an index cannot hold: name is then its beginning and a digest
  long_value text,
  series_ids bytea  STORAGE EXTERNAL NOT NULL,
  CONSTRAINT postings_pkey PRIMARY KEY (tenant_id, name, value, seq)
);
SELECT app.protect_tenant_table('metrics.postings');
GRANT SELECT, INSERT, DELETE ON metrics.postings TO orx_app;

-- Stretches of time whose chunks are to be joined once nothing is expected in them any more.
CREATE TABLE metrics.compactions (
  tenant_id   uuid   NOT NULL,
  start_ms    bigint NOT NULL,
  end_ms      bigint NOT NULL,
  done_series bigint NOT NULL DEFAULT -1, -- series up to this one are done
  CONSTRAINT compactions_pkey PRIMARY KEY (tenant_id, start_ms, end_ms)
);
SELECT app.protect_tenant_table('metrics.compactions');
GRANT SELECT, INSERT, UPDATE, DELETE ON metrics.compactions TO orx_app;
CREATE INDEX compactions_due ON metrics.compactions (end_ms);

-- Exemplars and what metrics mean.
CREATE TABLE metrics.exemplars (
  tenant_id    uuid             NOT NULL,
  series_id    bigint           NOT NULL,
  timestamp_ms bigint           NOT NULL,
  value        double precision NOT NULL,
  labels       jsonb            NOT NULL CONSTRAINT exemplars_labels_are_pairs CHECK (jsonb_typeof(labels) = 'array'),
  CONSTRAINT exemplars_pkey PRIMARY KEY (tenant_id, series_id, timestamp_ms)
);
SELECT app.protect_tenant_table('metrics.exemplars');
GRANT SELECT, INSERT, DELETE ON metrics.exemplars TO orx_app;

CREATE TABLE metrics.metadata (
  tenant_id uuid NOT NULL,
  family    text COLLATE "C" NOT NULL CONSTRAINT metadata_family_fits CHECK (octet_length(family) <= 2000),
  digest    uuid NOT NULL, -- of type, unit and help
  type      text NOT NULL,
  help      text NOT NULL,
  unit      text NOT NULL,
  seen_day  integer NOT NULL, -- when it was last sent
  CONSTRAINT metadata_pkey PRIMARY KEY (tenant_id, family, digest)
);
SELECT app.protect_tenant_table('metrics.metadata');
GRANT SELECT, INSERT, UPDATE, DELETE ON metrics.metadata TO orx_app;
RESET ROLE;

-- The jobs run for all tenants. They learn which of them there is work for, ids and nothing else; the work is done inside each tenant.
SET ROLE orx_migrator;
CREATE FUNCTION metrics.tenants_with_samples(after uuid, most integer) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH RECURSIVE hop (tenant_id) AS (
    (SELECT p.tenant_id FROM metrics.postings p WHERE p.tenant_id > after ORDER BY p.tenant_id LIMIT 1)
    UNION ALL
    SELECT (SELECT p.tenant_id FROM metrics.postings p WHERE p.tenant_id > h.tenant_id ORDER BY p.tenant_id LIMIT 1) FROM hop h WHERE h.tenant_id IS NOT NULL
  )
  SELECT h.tenant_id FROM hop h WHERE h.tenant_id IS NOT NULL LIMIT most
$$;
CREATE FUNCTION metrics.tenants_with_compactions(ended_before bigint, most integer) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT DISTINCT c.tenant_id FROM metrics.compactions c WHERE c.end_ms <= ended_before LIMIT most
$$;
-- Drops partitions of days before this one that have no row of any tenant. Gives up soon when somebody reads or writes just now.
CREATE FUNCTION metrics.drop_empty_chunk_partitions(before integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET lock_timeout = '200ms' AS $$
DECLARE name text; is_empty boolean; dropped integer := 0;
BEGIN
  FOR name IN SELECT c.relname FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'metrics.chunks'::pg_catalog.regclass AND c.relname < 'chunks_' || pg_catalog.to_char('1970-01-01'::date + before, 'YYYYMMDD') ORDER BY c.relname
  LOOP
    EXECUTE pg_catalog.format('SELECT NOT EXISTS (SELECT FROM metrics.%I)', name) INTO is_empty;
    CONTINUE WHEN NOT is_empty;
    BEGIN
      LOCK TABLE ONLY metrics.chunks IN ACCESS EXCLUSIVE MODE;
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
REVOKE ALL ON FUNCTION metrics.tenants_with_samples(uuid, integer), metrics.tenants_with_compactions(bigint, integer), metrics.drop_empty_chunk_partitions(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metrics.tenants_with_samples(uuid, integer), metrics.tenants_with_compactions(bigint, integer), metrics.drop_empty_chunk_partitions(integer) TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION metrics.tenants_with_samples(uuid, integer), metrics.tenants_with_compactions(bigint, integer), metrics.drop_empty_chunk_partitions(integer);
SET ROLE orx_owner;
DROP TABLE metrics.metadata, metrics.exemplars, metrics.compactions, metrics.postings, metrics.chunks;
DROP FUNCTION metrics.make_chunk_partitions(integer[]);
DROP SEQUENCE metrics.posting_order, metrics.chunk_order;
RESET ROLE;
