-- migrate:up
-- Gives back the pages of new chunks when none is left: then nothing is to be joined, of no tenant. Waits for nobody who reads or writes just now. Who begins to read after that
-- takes what he sees after he has the lock, so nobody misses a chunk that was joined meanwhile.
SET ROLE orx_migrator;
CREATE FUNCTION metrics.release_new_chunks() RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF EXISTS (SELECT FROM metrics.compactions) OR pg_catalog.pg_relation_size('metrics.chunks_new') = 0 THEN RETURN false; END IF;
  LOCK TABLE ONLY metrics.chunks_new IN ACCESS EXCLUSIVE MODE NOWAIT;
  IF EXISTS (SELECT FROM metrics.chunks_new) THEN RETURN false; END IF;
  TRUNCATE TABLE ONLY metrics.chunks_new;
  RETURN true;
EXCEPTION WHEN lock_not_available THEN
  RETURN false;
END $$;
REVOKE ALL ON FUNCTION metrics.release_new_chunks() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metrics.release_new_chunks() TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION metrics.release_new_chunks();
