-- migrate:up
SET ROLE orx_owner;
CREATE INDEX plans_by_id ON orchestration.plans (id);
-- For predictions: how long the last tasks of a type took.
CREATE INDEX plan_tasks_durations ON orchestration.plan_tasks (tenant_id, task_type, completed_at DESC) INCLUDE (started_at) WHERE status = 'completed' AND started_at IS NOT NULL;
RESET ROLE;

-- A workflow id names a plan but no tenant, and its payloads have to find their tenant's key: answers one tenant id for one plan id.
SET ROLE orx_migrator;
CREATE FUNCTION orchestration.tenant_of_plan(wanted uuid) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT p.tenant_id FROM orchestration.plans p WHERE p.id = wanted LIMIT 1
$$;
REVOKE ALL ON FUNCTION orchestration.tenant_of_plan(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION orchestration.tenant_of_plan(uuid) TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION orchestration.tenant_of_plan(uuid);
SET ROLE orx_owner;
DROP INDEX orchestration.plan_tasks_durations;
DROP INDEX orchestration.plans_by_id;
RESET ROLE;
