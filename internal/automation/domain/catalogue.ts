import type { Json, JsonObject } from '#internal/kernel';
import documents from './catalogue.gen.json';
import { tasksOf } from './definition-tasks.ts';
import { extensionsOf, type WorkflowDefinition } from './definition.ts';
import { unsupportedFaults } from './unsupported-tasks.ts';

/** A ready definition, with what people have to know before they use it. */
export interface CatalogueAction {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** What it is about: kubernetes, chat, tickets … */
  readonly category: string;
  /** Where the API that it speaks is described. */
  readonly reference: string;
  /** Secrets that the tenant has to keep, each with what it has to hold. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What an agent has to be able to do, where one is needed. */
  readonly agentCapability?: string;
  /** Whether a later failure of the run undoes it. */
  readonly undone: boolean;
  /** Whether the interpreter runs all of it; what it does not run yet cannot be installed. */
  readonly runnable: boolean;
  /** JSON Schema of the input. */
  readonly inputSchema: Json;
  readonly definition: JsonObject;
}

/** The actions that the product brings along, by name; generated from api/catalogue. */
export const catalogue: readonly CatalogueAction[] = documents.map((document) => actionOf(document));

function actionOf(definition: JsonObject): CatalogueAction {
  const { document, input, ...rest } = definition as unknown as WorkflowDefinition; // a test accepts every one of them
  const { category, agent } = document.tags as { readonly category: string; readonly agent?: string };
  const { reference, secrets = {} } = document.metadata as { readonly reference: string; readonly secrets?: Readonly<Record<string, string>> };
  return {
    name: document.name,
    title: document.title ?? document.name,
    summary: document.summary ?? '',
    category,
    reference,
    secrets,
    ...(agent !== undefined && { agentCapability: agent }),
    undone: tasksOf(rest).some(({ task }) => extensionsOf(task).compensate !== undefined),
    runnable: unsupportedFaults(definition as unknown as WorkflowDefinition).length === 0,
    inputSchema: input?.schema && 'document' in input.schema ? input.schema.document : true,
    definition,
  };
}
