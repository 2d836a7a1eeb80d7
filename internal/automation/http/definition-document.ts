import { parseDocument } from 'yaml';
import { invalid } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import type { WorkflowDraft } from '../domain/workflow.ts';

/** Nodes that the aliases of one document may repeat; more is a "billion laughs". */
const MOST_ALIASES = 100;
const DEEPEST = 100;

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
  return fromYaml(body.definition_yaml);
}

function fromYaml(text: string): JsonObject {
  const value = jsonOf(readYaml(text), 0);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('/definition_yaml', 'is not a mapping');
  return value as JsonObject; // neither a scalar nor an array
}

function readYaml(text: string): unknown {
  const document = parseDocument(text, { version: '1.2', schema: 'core', merge: false, uniqueKeys: true, stringKeys: true, prettyErrors: true, logLevel: 'error' });
  const [fault] = [...document.errors, ...document.warnings]; // a tag that nobody knows is but a warning
  if (fault) throw invalid('/definition_yaml', fault.message.split('\n')[0] ?? 'is not YAML');
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    throw invalid('/definition_yaml', error instanceof Error ? error.message : 'is not YAML');
  }
}

/** YAML can say more than JSON (`.inf`, binary data, cycles, U+0000, half characters): refuse what a JSON body could not have brought either. */
function jsonOf(value: unknown, depth: number): Json {
  if (depth > DEEPEST) throw invalid('/definition_yaml', `is nested deeper than ${DEEPEST} levels`);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && value.isWellFormed() && !value.includes('\0')) return value;
  if (Array.isArray(value)) return value.map((item) => jsonOf(item, depth + 1));
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [jsonOf(key, depth) as string, jsonOf(child, depth + 1)]));
  }
  throw invalid('/definition_yaml', 'holds a value that JSON does not know');
}
