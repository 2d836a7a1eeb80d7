-- migrate:up
SET ROLE orx_owner;

-- Secrets of escalation webhooks, encrypted under keys that the database does not have. SQL cannot encrypt what is here already: the worker does, and empties `escalation_secret`.
ALTER TABLE remediation.policies
  ADD COLUMN escalation_sealed_secret text CONSTRAINT policies_escalation_sealed_secret_has_url CHECK (escalation_sealed_secret IS NULL OR escalation_url IS NOT NULL),
  ADD CONSTRAINT policies_escalation_secret_once CHECK (escalation_secret IS NULL OR escalation_sealed_secret IS NULL);
CREATE INDEX policies_with_plain_secret ON remediation.policies (tenant_id, id) WHERE escalation_secret IS NOT NULL;
RESET ROLE;

-- Whose secrets are still to be encrypted: ids of tenants and nothing else.
SET ROLE orx_migrator;
CREATE FUNCTION remediation.tenants_with_plain_secrets(most integer) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT DISTINCT p.tenant_id FROM remediation.policies p WHERE p.escalation_secret IS NOT NULL LIMIT most
$$;
REVOKE ALL ON FUNCTION remediation.tenants_with_plain_secrets(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION remediation.tenants_with_plain_secrets(integer) TO orx_app;
RESET ROLE;

-- migrate:down
-- Refused while a policy has an encrypted secret: it would be lost.
DROP FUNCTION remediation.tenants_with_plain_secrets(integer);
SET ROLE orx_owner;
ALTER TABLE remediation.policies ADD CONSTRAINT policies_no_sealed_secret CHECK (escalation_sealed_secret IS NULL);
ALTER TABLE remediation.policies DROP CONSTRAINT policies_no_sealed_secret;
DROP INDEX remediation.policies_with_plain_secret;
ALTER TABLE remediation.policies DROP COLUMN escalation_sealed_secret CASCADE;
RESET ROLE;
