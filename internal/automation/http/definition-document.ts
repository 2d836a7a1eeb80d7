import { invalid } from '#pkg/apperror';
import type { JsonObject } from '#internal/kernel';
import { isObject } from '../domain/json-shape.ts';
import type { WorkflowDraft } from '../domain/workflow.ts';
import { fromYaml } from './yaml-document.ts';

interface DefinitionBody {
  readonly definition?: JsonObject;
  readonly definition_yaml?: string;
}

/** What a body says of a workflow. Throws as `definitionOf` does. */
export const draftOf = (body: DefinitionBody & { readonly name: string; readonly description?: string }): WorkflowDraft => ({
  name: body.name, description: body.description ?? '', definition: definitionOf(body),
});

/** The definition that a body holds as JSON or as YAML. Throws `invalid` when it holds both, none, or YAML that is not one JSON object. */
export function definitionOf(body: DefinitionBody): JsonObject {
  if (body.definition !== undefined && body.definition_yaml !== undefined) throw invalid('/definition_yaml', 'is given beside definition: give one of them');
  if (body.definition !== undefined) return body.definition;
  if (body.definition_yaml === undefined) throw invalid('/definition', 'is missing, and so is definition_yaml');
  const value = fromYaml(body.definition_yaml, '/definition_yaml');
  if (!isObject(value)) throw invalid('/definition_yaml', 'is not a mapping');
  return value;
}
