import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { WorkflowId, WorkflowVersionSummary } from '../domain/workflow.ts';
import type { ArchiveWorkflow } from '../service/archive-workflow.ts';
import type { CreateWorkflow } from '../service/create-workflow.ts';
import type { GetWorkflowVersion } from '../service/get-workflow-version.ts';
import type { GetWorkflow } from '../service/get-workflow.ts';
import type { ListWorkflowVersions } from '../service/list-workflow-versions.ts';
import type { ListWorkflows } from '../service/list-workflows.ts';
import type { UpdateWorkflow } from '../service/update-workflow.ts';
import { draftOf } from './definition-document.ts';
import { toSummaryJson, toWorkflowJson } from './workflow-json.ts';

interface Use {
  readonly listWorkflows: ListWorkflows;
  readonly createWorkflow: CreateWorkflow;
  readonly getWorkflow: GetWorkflow;
  readonly updateWorkflow: UpdateWorkflow;
  readonly archiveWorkflow: ArchiveWorkflow;
  readonly listWorkflowVersions: ListWorkflowVersions;
  readonly getWorkflowVersion: GetWorkflowVersion;
}

export function workflowOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async listWorkflows({ actor, query }) {
      const page = await use.listWorkflows(actor, { archived: query.archived ?? false }, pageRequest('listWorkflows', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listWorkflows', query, page, toSummaryJson) };
    },

    async createWorkflow({ actor, body }) {
      const { state = 'published', enabled = true } = body;
      const workflow = await use.createWorkflow(actor, draftOf(body), { state, enabled });
      return { status: 201, body: toWorkflowJson(workflow), etag: workflow.version, location: `/api/v1/workflows/${workflow.id}` };
    },

    async getWorkflow({ actor, path }) {
      const workflow = await use.getWorkflow(actor, path.workflowId as WorkflowId);
      return { status: 200, body: toWorkflowJson(workflow), etag: workflow.version };
    },

    async updateWorkflow({ actor, path, body, ifMatch }) {
      const workflow = await use.updateWorkflow(actor, path.workflowId as WorkflowId, draftOf(body), ifMatch);
      return { status: 200, body: toWorkflowJson(workflow), etag: workflow.version };
    },

    async archiveWorkflow({ actor, path, ifMatch }) {
      await use.archiveWorkflow(actor, path.workflowId as WorkflowId, ifMatch);
      return { status: 204 };
    },

    async listWorkflowVersions({ actor, path, query }) {
      const bound = { ...query, workflow_id: path.workflowId }; // a cursor of one workflow means nothing for another
      const page = await use.listWorkflowVersions(actor, path.workflowId as WorkflowId, pageRequest('listWorkflowVersions', bound, ['integer']));
      return { status: 200, body: pageJson('listWorkflowVersions', bound, page, toVersionJson) };
    },

    async getWorkflowVersion({ actor, path }) {
      const version = await use.getWorkflowVersion(actor, path.workflowId as WorkflowId, path.version);
      return { status: 200, body: { ...toVersionJson(version), definition: version.definition } };
    },
  };
}

const toVersionJson = (version: WorkflowVersionSummary) => ({
  workflow_id: version.workflowId,
  version: version.version,
  name: version.name,
  description: version.description,
  created_at: version.createdAt.toISOString(),
  created_by: version.createdBy,
});
