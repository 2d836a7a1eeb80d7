-- migrate:up
SET ROLE orx_owner;
CREATE SCHEMA metrics AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA metrics TO orx_app;
RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP SCHEMA metrics CASCADE;
RESET ROLE;
