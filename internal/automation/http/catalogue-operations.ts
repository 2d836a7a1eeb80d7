import type { Operations } from '#internal/platform/http';
import { catalogue, type CatalogueAction } from '../domain/catalogue.ts';
import { getCatalogueAction } from '../service/get-catalogue-action.ts';
import type { InstallCatalogueAction } from '../service/install-catalogue-action.ts';
import { toWorkflowJson } from './workflow-json.ts';
import { toYaml } from './yaml-document.ts';

/** The actions that the product brings along. */
export function catalogueOperations(use: { readonly installCatalogueAction: InstallCatalogueAction }): Pick<Operations, 'listCatalogue' | 'getCatalogueAction' | 'installCatalogueAction'> {
  return {
    async listCatalogue({ query }) {
      const wanted = catalogue.filter(({ category }) => query.category === undefined || category === query.category);
      return { status: 200, body: { items: wanted.map(toActionJson) } };
    },

    async getCatalogueAction({ path }) {
      const action = getCatalogueAction(path.actionName);
      return { status: 200, body: { ...toActionJson(action), definition: action.definition, definition_yaml: toYaml(action.definition) } };
    },

    async installCatalogueAction({ actor, path, body }) {
      const workflow = await use.installCatalogueAction(actor, path.actionName, { enabled: body.enabled ?? false, ...(body.name !== undefined && { workflowName: body.name }) });
      return { status: 201, body: toWorkflowJson(workflow), etag: workflow.version, location: `/api/v1/workflows/${workflow.id}` };
    },
  };
}

const toActionJson = ({ name, title, summary, category, reference, secrets, agentCapability, undone, runnable, inputSchema }: CatalogueAction) => ({
  name,
  title,
  summary,
  category,
  reference,
  secrets: Object.entries(secrets).map(([secret, holds]) => ({ name: secret, holds })),
  agent_capability: agentCapability ?? null,
  undone,
  runnable,
  input_schema: inputSchema,
});
