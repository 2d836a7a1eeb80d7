-- migrate:up
SET ROLE orx_owner;

-- The full ticket: also of plans, and of agents that lease it.
ALTER TABLE tickets.tickets
  ALTER COLUMN execution_id DROP NOT NULL,
  ALTER COLUMN task_path DROP NOT NULL,
  DROP CONSTRAINT tickets_type_known,
  ADD CONSTRAINT tickets_type_known CHECK (type IN ('BUILD', 'DEPLOY', 'TEST', 'VALIDATE', 'EXECUTE', 'COMPENSATE', 'QUERY', 'TRANSFORM', 'NOTIFY')),
  DROP CONSTRAINT tickets_status_known,
  ADD CONSTRAINT tickets_status_known CHECK (status IN ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'COMPENSATING', 'COMPENSATED', 'CANCELLED')),
  DROP CONSTRAINT tickets_end_has_time,
  ADD CONSTRAINT tickets_end_has_time CHECK ((status IN ('PENDING', 'RUNNING')) = (completed_at IS NULL)),
  DROP CONSTRAINT tickets_output_when_completed,
  ADD CONSTRAINT tickets_output_when_completed CHECK (CASE status WHEN 'COMPLETED' THEN output IS NOT NULL WHEN 'COMPENSATING' THEN true WHEN 'COMPENSATED' THEN true ELSE output IS NULL END),

  ADD COLUMN plan_id               uuid,
  ADD COLUMN intent_id             text CONSTRAINT tickets_intent_id_length CHECK (char_length(intent_id) BETWEEN 1 AND 200),
  ADD COLUMN decision_id           text CONSTRAINT tickets_decision_id_length CHECK (char_length(decision_id) BETWEEN 1 AND 200),
  ADD COLUMN trace_id              text CONSTRAINT tickets_trace_id_form CHECK (trace_id ~ '^[0-9a-f]{32}$'),
  ADD COLUMN span_id               text CONSTRAINT tickets_span_id_form CHECK (span_id ~ '^[0-9a-f]{16}$'),
  ADD COLUMN delivery              text NOT NULL DEFAULT 'inline' CONSTRAINT tickets_delivery_known CHECK (delivery IN ('inline', 'lease')),
  ADD COLUMN task_id               text CONSTRAINT tickets_task_id_length CHECK (char_length(task_id) BETWEEN 1 AND 1000),
  ADD COLUMN description           text CONSTRAINT tickets_description_length CHECK (char_length(description) <= 4000),
  ADD COLUMN dependencies          uuid[] NOT NULL DEFAULT '{}' CONSTRAINT tickets_dependencies_few CHECK (cardinality(dependencies) <= 1000),
  ADD COLUMN risk_band             text NOT NULL DEFAULT 'MEDIUM' CONSTRAINT tickets_risk_band_known CHECK (risk_band IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  ADD COLUMN timeout_ms            bigint CONSTRAINT tickets_timeout_positive CHECK (timeout_ms > 0),
  ADD COLUMN max_retries           integer NOT NULL DEFAULT 3 CONSTRAINT tickets_max_retries_range CHECK (max_retries BETWEEN 0 AND 100),
  ADD COLUMN delivery_mode         text NOT NULL DEFAULT 'AT_LEAST_ONCE' CONSTRAINT tickets_delivery_mode_known CHECK (delivery_mode IN ('AT_MOST_ONCE', 'AT_LEAST_ONCE', 'EXACTLY_ONCE')),
  ADD COLUMN consistency           text NOT NULL DEFAULT 'STRONG' CONSTRAINT tickets_consistency_known CHECK (consistency IN ('EVENTUAL', 'STRONG')),
  ADD COLUMN durability            text NOT NULL DEFAULT 'PERSISTENT' CONSTRAINT tickets_durability_known CHECK (durability IN ('TRANSIENT', 'PERSISTENT')),
  ADD COLUMN required_capabilities text[] NOT NULL DEFAULT '{}' CONSTRAINT tickets_required_capabilities_few CHECK (cardinality(required_capabilities) <= 50),
  ADD COLUMN security_level        text NOT NULL DEFAULT 'INTERNAL' CONSTRAINT tickets_security_level_known CHECK (security_level IN ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'RESTRICTED')),
  ADD COLUMN estimated_duration_ms bigint CONSTRAINT tickets_estimated_duration_not_negative CHECK (estimated_duration_ms >= 0),
  ADD COLUMN compensates           uuid,
  ADD COLUMN compensation_ticket_id uuid,
  ADD COLUMN metadata              json NOT NULL DEFAULT '{}',
  ADD COLUMN schema_version        text NOT NULL DEFAULT '1.0' CONSTRAINT tickets_schema_version_form CHECK (schema_version ~ '^[0-9]+\.[0-9]+$'),
  ADD COLUMN hash                  text CONSTRAINT tickets_hash_is_sha256 CHECK (hash ~ '^[0-9a-f]{64}$'),
  ADD COLUMN attempt_limit         integer NOT NULL DEFAULT 4 CONSTRAINT tickets_attempt_limit_positive CHECK (attempt_limit >= 1),
  ADD COLUMN retry_count           integer NOT NULL GENERATED ALWAYS AS (greatest(attempts - 1, 0)) STORED CONSTRAINT tickets_retry_count_not_negative CHECK (retry_count >= 0),
  ADD COLUMN waiting_for           integer NOT NULL DEFAULT 0 CONSTRAINT tickets_waiting_for_range CHECK (waiting_for BETWEEN 0 AND cardinality(dependencies)),
  ADD COLUMN offered_at            timestamptz CONSTRAINT tickets_offered_after_created CHECK (offered_at >= created_at),
  ADD COLUMN available_at          timestamptz,
  ADD COLUMN rank_at               timestamptz,
  ADD COLUMN agent_id              text CONSTRAINT tickets_agent_id_length CHECK (char_length(agent_id) BETWEEN 1 AND 200),
  ADD COLUMN lease_token           bigint NOT NULL DEFAULT 0 CONSTRAINT tickets_lease_token_not_negative CHECK (lease_token >= 0),
  ADD COLUMN lease_expires_at      timestamptz,
  ADD COLUMN progress              json,
  ADD COLUMN sla_at_risk_at        timestamptz,
  ADD COLUMN sla_breached_at       timestamptz,

  ADD CONSTRAINT tickets_span_has_trace CHECK ((trace_id IS NULL) = (span_id IS NULL)),
  ADD CONSTRAINT tickets_inline_is_not_offered CHECK (delivery = 'lease' OR (offered_at IS NULL AND lease_token = 0)),
  ADD CONSTRAINT tickets_lease_while_running CHECK (lease_expires_at IS NULL OR (status = 'RUNNING' AND agent_id IS NOT NULL)),
  ADD CONSTRAINT tickets_compensating_by_ticket CHECK (status NOT IN ('COMPENSATING', 'COMPENSATED') OR compensation_ticket_id IS NOT NULL);

-- Tickets of before have no hash: it is made when a ticket is opened, and theirs are over.
SET ROLE orx_migrator;
UPDATE tickets.tickets SET task_id = task_path, available_at = created_at, rank_at = created_at;
SET ROLE orx_owner;
ALTER TABLE tickets.tickets ALTER COLUMN task_id SET NOT NULL, ALTER COLUMN available_at SET NOT NULL, ALTER COLUMN rank_at SET NOT NULL;

-- Which changes are legal. A fencing token never goes back, and what an effect answered is never changed.
CREATE FUNCTION tickets.check_change() RETURNS trigger
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF NEW.status <> OLD.status AND NOT (NEW.status = ANY (CASE OLD.status
      WHEN 'PENDING'      THEN ARRAY['RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED']
      WHEN 'RUNNING'      THEN ARRAY['PENDING', 'COMPLETED', 'FAILED', 'CANCELLED']
      WHEN 'COMPLETED'    THEN ARRAY['COMPENSATING']
      WHEN 'FAILED'       THEN ARRAY['PENDING', 'RUNNING', 'COMPLETED', 'COMPENSATING']
      WHEN 'COMPENSATING' THEN ARRAY['COMPENSATED', 'COMPLETED', 'FAILED']
      WHEN 'CANCELLED'    THEN ARRAY['COMPLETED']
      ELSE '{}'::text[] END)) THEN
    RAISE EXCEPTION 'a ticket does not go from % to %', OLD.status, NEW.status
      USING ERRCODE = 'check_violation', SCHEMA = 'tickets', TABLE = 'tickets', CONSTRAINT = 'tickets_legal_transition';
  END IF;
  IF NEW.lease_token < OLD.lease_token THEN
    RAISE EXCEPTION 'a fencing token never goes back'
      USING ERRCODE = 'check_violation', SCHEMA = 'tickets', TABLE = 'tickets', CONSTRAINT = 'tickets_lease_token_grows';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tickets_legal_transition BEFORE UPDATE ON tickets.tickets FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status OR OLD.lease_token IS DISTINCT FROM NEW.lease_token)
  EXECUTE FUNCTION tickets.check_change();

-- Partial, so that the tickets of executions, which are most, cost nothing here.
CREATE INDEX tickets_of_plan ON tickets.tickets (tenant_id, plan_id, created_at DESC, id DESC) WHERE plan_id IS NOT NULL;
CREATE INDEX tickets_of_intent ON tickets.tickets (tenant_id, intent_id, created_at DESC, id DESC) WHERE intent_id IS NOT NULL;
CREATE INDEX tickets_of_agent ON tickets.tickets (tenant_id, agent_id, created_at DESC, id DESC) WHERE agent_id IS NOT NULL;
CREATE INDEX tickets_by_deadline ON tickets.tickets (tenant_id, sla_deadline, id) WHERE sla_deadline IS NOT NULL AND completed_at IS NULL;
CREATE INDEX tickets_by_capability ON tickets.tickets USING gin (required_capabilities) WHERE required_capabilities <> '{}';
-- What agents may lease: hopped over by set of capabilities, read in the order of the queue.
CREATE INDEX tickets_leasable ON tickets.tickets (tenant_id, required_capabilities, rank_at, id)
  WHERE status = 'PENDING' AND delivery = 'lease' AND offered_at IS NOT NULL AND waiting_for = 0;
CREATE INDEX tickets_leased ON tickets.tickets (tenant_id, lease_expires_at) WHERE lease_expires_at IS NOT NULL;

-- Who waits for whom, to find the waiting ones when a ticket completes.
CREATE TABLE tickets.dependencies (
  tenant_id  uuid NOT NULL,
  depends_on uuid NOT NULL,
  ticket_id  uuid NOT NULL,
  CONSTRAINT dependencies_pkey PRIMARY KEY (tenant_id, depends_on, ticket_id),
  CONSTRAINT dependencies_not_on_itself CHECK (depends_on <> ticket_id),
  CONSTRAINT dependencies_ticket_exists FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets.tickets (tenant_id, id),
  CONSTRAINT dependencies_depends_on_exists FOREIGN KEY (tenant_id, depends_on) REFERENCES tickets.tickets (tenant_id, id)
);
SELECT app.protect_tenant_table('tickets.dependencies');
GRANT SELECT, INSERT ON tickets.dependencies TO orx_app;

RESET ROLE;

-- migrate:down
-- Refused by the constraints while there are tickets that have no place in the table as it was.
SET ROLE orx_owner;
DROP TABLE tickets.dependencies;
DROP TRIGGER tickets_legal_transition ON tickets.tickets;
DROP FUNCTION tickets.check_change();
ALTER TABLE tickets.tickets
  ALTER COLUMN execution_id SET NOT NULL,
  ALTER COLUMN task_path SET NOT NULL,
  DROP CONSTRAINT tickets_type_known,
  ADD CONSTRAINT tickets_type_known CHECK (type IN ('EXECUTE', 'COMPENSATE')),
  DROP CONSTRAINT tickets_status_known,
  ADD CONSTRAINT tickets_status_known CHECK (status IN ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
  DROP CONSTRAINT tickets_end_has_time,
  ADD CONSTRAINT tickets_end_has_time CHECK ((status IN ('COMPLETED', 'FAILED', 'CANCELLED')) = (completed_at IS NOT NULL)),
  DROP CONSTRAINT tickets_output_when_completed,
  ADD CONSTRAINT tickets_output_when_completed CHECK ((status = 'COMPLETED') = (output IS NOT NULL)),
  DROP COLUMN plan_id CASCADE,
  DROP COLUMN intent_id CASCADE,
  DROP COLUMN decision_id CASCADE,
  DROP COLUMN trace_id CASCADE,
  DROP COLUMN span_id CASCADE,
  DROP COLUMN delivery CASCADE,
  DROP COLUMN task_id CASCADE,
  DROP COLUMN description CASCADE,
  DROP COLUMN dependencies CASCADE,
  DROP COLUMN risk_band CASCADE,
  DROP COLUMN timeout_ms CASCADE,
  DROP COLUMN max_retries CASCADE,
  DROP COLUMN delivery_mode CASCADE,
  DROP COLUMN consistency CASCADE,
  DROP COLUMN durability CASCADE,
  DROP COLUMN required_capabilities CASCADE,
  DROP COLUMN security_level CASCADE,
  DROP COLUMN estimated_duration_ms CASCADE,
  DROP COLUMN compensates CASCADE,
  DROP COLUMN compensation_ticket_id CASCADE,
  DROP COLUMN metadata CASCADE,
  DROP COLUMN schema_version CASCADE,
  DROP COLUMN hash CASCADE,
  DROP COLUMN attempt_limit CASCADE,
  DROP COLUMN retry_count CASCADE,
  DROP COLUMN waiting_for CASCADE,
  DROP COLUMN offered_at CASCADE,
  DROP COLUMN available_at CASCADE,
  DROP COLUMN rank_at CASCADE,
  DROP COLUMN agent_id CASCADE,
  DROP COLUMN lease_token CASCADE,
  DROP COLUMN lease_expires_at CASCADE,
  DROP COLUMN progress CASCADE,
  DROP COLUMN sla_at_risk_at CASCADE,
  DROP COLUMN sla_breached_at CASCADE;
RESET ROLE;
