-- migrate:up
SET ROLE orx_owner;

-- Version 0 is a workflow that has not been published yet.
ALTER TABLE automation.workflows DROP CONSTRAINT workflows_version_positive;
ALTER TABLE automation.workflows ADD CONSTRAINT workflows_version_not_negative CHECK (version >= 0);
ALTER TABLE automation.workflows ADD COLUMN enabled boolean NOT NULL DEFAULT true;
ALTER TABLE automation.workflows ALTER COLUMN enabled DROP DEFAULT;

-- What is being written: at most one per workflow. It need not be valid before it is published.
CREATE TABLE automation.workflow_drafts (
  tenant_id   uuid        NOT NULL,
  workflow_id uuid        NOT NULL,
  revision    integer     NOT NULL CONSTRAINT workflow_drafts_revision_positive CHECK (revision >= 1),
  based_on    integer     NOT NULL CONSTRAINT workflow_drafts_based_on_not_negative CHECK (based_on >= 0),
  name        text        NOT NULL CONSTRAINT workflow_drafts_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  description text        NOT NULL CONSTRAINT workflow_drafts_description_length CHECK (char_length(description) <= 2000),
  definition  json        NOT NULL CONSTRAINT workflow_drafts_definition_is_object CHECK (json_typeof(definition) = 'object'),
  updated_at  timestamptz NOT NULL,
  updated_by  text        NOT NULL,
  CONSTRAINT workflow_drafts_pkey PRIMARY KEY (tenant_id, workflow_id),
  CONSTRAINT workflow_drafts_workflow FOREIGN KEY (tenant_id, workflow_id) REFERENCES automation.workflows (tenant_id, id)
);
SELECT app.protect_tenant_table('automation.workflow_drafts');
GRANT SELECT, INSERT, UPDATE, DELETE ON automation.workflow_drafts TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE automation.workflow_drafts;
ALTER TABLE automation.workflows DROP COLUMN enabled;
ALTER TABLE automation.workflows DROP CONSTRAINT workflows_version_not_negative;
ALTER TABLE automation.workflows ADD CONSTRAINT workflows_version_positive CHECK (version >= 1);
RESET ROLE;
