import type { Operations } from '#internal/platform/http';
import { AppError, invalid } from '#pkg/apperror';
import type { Json } from '#internal/kernel';
import { portable } from '../domain/portable-definition.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { GetWorkflowVersion } from '../service/get-workflow-version.ts';
import type { GetWorkflow } from '../service/get-workflow.ts';
import type { ImportedDocument, ImportWorkflows } from '../service/import-workflows.ts';
import { allFromYaml, toYaml } from './yaml-document.ts';

const MOST_DOCUMENTS = 50;

interface Use {
  readonly importWorkflows: ImportWorkflows;
  readonly getWorkflow: GetWorkflow;
  readonly getWorkflowVersion: GetWorkflowVersion;
}

/** Definitions on their way in and out. */
export function transferOperations(use: Use): Pick<Operations, 'importWorkflows' | 'exportWorkflow'> {
  return {
    async importWorkflows({ actor, body, contentType, query }) {
      const documents = contentType === 'application/yaml' ? allFromYaml(body as string) : documentsOf(body);
      if (documents.length === 0) throw invalid('', 'holds no document');
      if (documents.length > MOST_DOCUMENTS) throw invalid('', `holds more than ${MOST_DOCUMENTS} documents`);
      const results = await use.importWorkflows(actor, documents, query.existing ?? 'draft');
      return {
        status: 200,
        body: { results: results.map(({ status, name, workflowId, faults }) => ({ status, name: name ?? null, workflow_id: workflowId ?? null, faults: [...faults] })) },
      };
    },

    async exportWorkflow({ actor, path, query }) {
      const id = path.workflowId as WorkflowId;
      const wanted = query.version ?? (await use.getWorkflow(actor, id)).version;
      if (wanted === 0) throw new AppError('conflict', `workflow ${id} has no published version`);
      const version = await use.getWorkflowVersion(actor, id, wanted);
      return { status: 200, mediaType: 'application/yaml', body: toYaml(portable(version)) };
    },
  };
}

const documentsOf = (body: Json): readonly ImportedDocument[] => (Array.isArray(body) ? (body as readonly Json[]) : [body]).map((document) => ({ document }));
