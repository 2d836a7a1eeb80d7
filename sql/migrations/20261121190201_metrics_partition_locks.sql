-- migrate:up
SET ROLE orx_owner;
-- As before, but nobody drops a partition that was found here until the transaction is over.
CREATE OR REPLACE FUNCTION metrics.make_chunk_partitions(days integer[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE day integer; name text;
BEGIN
  LOCK TABLE ONLY metrics.chunks IN ROW EXCLUSIVE MODE;
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
RESET ROLE;

-- migrate:down
