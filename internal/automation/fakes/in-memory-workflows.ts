import { conflict, notFound } from '#pkg/apperror';
import { pageOf, type JsonObject, type TenantId } from '#internal/kernel';
import { newestPage } from '#internal/platform/fakes';
import type { SavedDraft, Workflow, WorkflowId, WorkflowWithDefinition } from '../domain/workflow.ts';
import type { WorkflowRepository } from '../ports/workflow-repository.ts';
import type { AutomationState } from './automation-tables.ts';

export function inMemoryWorkflows(state: AutomationState, tenantId: TenantId): WorkflowRepository {
  const own = () => state.tables.workflows.filter((workflow) => workflow.tenantId === tenantId);
  const ownVersions = () => state.tables.versions.filter((version) => version.tenantId === tenantId);
  const find = (id: WorkflowId): Workflow => {
    const found = own().find((workflow) => workflow.id === id);
    if (!found) throw notFound('workflow', id);
    return found;
  };
  const findVersion = (id: WorkflowId, number: number) => {
    const found = ownVersions().find(({ workflowId, version }) => workflowId === id && version === number);
    if (!found) throw notFound('workflow version');
    return found;
  };
  const refuseTakenName = ({ id, name }: Workflow) => {
    if (own().some((other) => other.id !== id && other.name === name && !other.archivedAt)) throw conflict('another workflow has this name');
  };
  const replace = (workflow: Workflow) => {
    state.tables = { ...state.tables, workflows: state.tables.workflows.map((row) => (row.id === workflow.id ? workflow : row)) };
  };

  const withDefinition = (workflow: Workflow): WorkflowWithDefinition => (workflow.version === 0 ? workflow : { ...workflow, definition: findVersion(workflow.id, workflow.version).definition });
  const draftOf = (id: WorkflowId) => state.tables.drafts.find((draft) => draft.tenantId === tenantId && draft.workflowId === id);
  const replaceDraft = ({ workflowId, revision }: SavedDraft, expected: number, kept: readonly SavedDraft[]) => {
    if ((draftOf(workflowId)?.revision ?? 0) !== expected) throw conflict(`the draft of workflow ${workflowId} changed since it was read: ${revision}`);
    state.tables = { ...state.tables, drafts: [...state.tables.drafts.filter((draft) => draft.workflowId !== workflowId), ...kept] };
  };

  return {
    async add(workflow, version) {
      refuseTakenName(workflow);
      state.tables = { ...state.tables, workflows: [...state.tables.workflows, workflow], versions: [...state.tables.versions, ...(version ? [version] : [])] };
    },
    get: async (id) => withDefinition(find(id)),
    async findByName(name) {
      const found = own().find((workflow) => workflow.name === name && !workflow.archivedAt);
      return found && withDefinition(found);
    },
    getVersion: async (id, number) => findVersion(id, number),
    findByDocument: async ({ namespace, name, version }) => {
      const current = new Map(own().filter(({ archivedAt }) => !archivedAt).map((workflow) => [workflow.id, workflow.version]));
      const named = ownVersions().filter(({ workflowId, definition, version: number }) => {
        const document = definition['document'] as JsonObject | undefined;
        const wanted = version === 'latest' ? current.get(workflowId) === number : document?.['version'] === version;
        return current.has(workflowId) && document?.['namespace'] === namespace && document['name'] === name && wanted;
      });
      const newest = new Map(named.toSorted((a, b) => a.version - b.version).map(({ workflowId, version: number }) => [workflowId, number]));
      return [...newest].map(([workflowId, number]) => ({ workflowId, version: number })).slice(0, 2);
    },
    list: async ({ archived }, page) => newestPage(own().filter((workflow) => (workflow.archivedAt !== undefined) === archived), page),
    listVersions: async (id, page) => {
      const versions = ownVersions().filter(({ workflowId }) => workflowId === id).map(({ definition: _, ...summary }) => summary);
      const rest = versions.toSorted((a, b) => b.version - a.version).filter(({ version }) => page.after === undefined || version < Number(page.after[0]));
      return pageOf(rest, page.limit, ({ version }) => [String(version)]);
    },
    async saveVersion(workflow, version) {
      if (find(workflow.id).version !== workflow.version - 1) throw conflict(`workflow ${workflow.id} changed since it was read`);
      refuseTakenName(workflow);
      replace(workflow);
      state.tables = { ...state.tables, versions: [...state.tables.versions, version] };
    },
    async saveState(workflow) {
      if (find(workflow.id).version !== workflow.version) throw conflict(`workflow ${workflow.id} changed since it was read`);
      replace(workflow);
    },
    findDraft: async (id) => draftOf(id),
    putDraft: async (draft) => replaceDraft(draft, draft.revision - 1, [draft]),
    removeDraft: async (draft) => replaceDraft(draft, draft.revision, []),
  };
}
