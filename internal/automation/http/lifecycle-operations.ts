import type { Operations } from '#internal/platform/http';
import type { WorkflowId } from '../domain/workflow.ts';
import type { DiscardWorkflowDraft } from '../service/discard-workflow-draft.ts';
import type { EnableWorkflow } from '../service/enable-workflow.ts';
import type { GetWorkflowDraft, JudgedDraft } from '../service/get-workflow-draft.ts';
import type { PublishWorkflow } from '../service/publish-workflow.ts';
import type { SaveWorkflowDraft } from '../service/save-workflow-draft.ts';
import { draftOf } from './definition-document.ts';
import { toSummaryJson, toWorkflowJson } from './workflow-json.ts';

interface Use {
  readonly getWorkflowDraft: GetWorkflowDraft;
  readonly saveWorkflowDraft: SaveWorkflowDraft;
  readonly discardWorkflowDraft: DiscardWorkflowDraft;
  readonly publishWorkflow: PublishWorkflow;
  readonly enableWorkflow: EnableWorkflow;
}

type Names = 'getWorkflowDraft' | 'saveWorkflowDraft' | 'discardWorkflowDraft' | 'publishWorkflow' | 'enableWorkflow' | 'disableWorkflow';

/** From the draft to the version that runs, and whether it runs at all. */
export function lifecycleOperations(use: Use): Pick<Operations, Names> {
  return {
    async getWorkflowDraft({ actor, path }) {
      const draft = await use.getWorkflowDraft(actor, path.workflowId as WorkflowId);
      return { status: 200, body: toDraftJson(draft), etag: draft.revision };
    },

    async saveWorkflowDraft({ actor, path, body, ifMatch }) {
      const id = path.workflowId as WorkflowId;
      await use.saveWorkflowDraft(actor, id, draftOf(body), ifMatch);
      const draft = await use.getWorkflowDraft(actor, id);
      return { status: 200, body: toDraftJson(draft), etag: draft.revision };
    },

    async discardWorkflowDraft({ actor, path }) {
      await use.discardWorkflowDraft(actor, path.workflowId as WorkflowId);
      return { status: 204 };
    },

    async publishWorkflow({ actor, path }) {
      const workflow = await use.publishWorkflow(actor, path.workflowId as WorkflowId);
      return { status: 200, body: toWorkflowJson(workflow), etag: workflow.version };
    },

    async enableWorkflow({ actor, path }) {
      return { status: 200, body: toSummaryJson(await use.enableWorkflow(actor, path.workflowId as WorkflowId, true)) };
    },

    async disableWorkflow({ actor, path }) {
      return { status: 200, body: toSummaryJson(await use.enableWorkflow(actor, path.workflowId as WorkflowId, false)) };
    },
  };
}

const toDraftJson = (draft: JudgedDraft) => ({
  workflow_id: draft.workflowId,
  revision: draft.revision,
  based_on_version: draft.basedOn,
  name: draft.name,
  description: draft.description,
  definition: draft.definition,
  faults: [...draft.faults],
  updated_at: draft.updatedAt.toISOString(),
  updated_by: draft.updatedBy,
});
