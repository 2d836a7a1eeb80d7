import type { Json, JsonObject } from '#internal/kernel';
import { isObject } from './json-shape.ts';
import type { WorkflowDraft } from './workflow.ts';

/** Where a definition that travels keeps what the document itself has no place for: its workflow's name and description. */
const OWN = 'orchestrix';
const NAME = /^\P{Cc}{1,200}$/u;
const LONGEST_DESCRIPTION = 2000;

/** The definition as it leaves: a document of the language that any other runtime takes, with the workflow's name in `document.metadata.orchestrix`. */
export function portable({ name, description, definition }: WorkflowDraft): JsonObject {
  const document = part(definition, 'document');
  const metadata = part(document, 'metadata');
  return { ...definition, document: { ...document, metadata: { ...metadata, [OWN]: { ...part(metadata, OWN), name, description } } } };
}

/**
 * What a document that arrives is to become: the opposite of `portable`, and for documents from elsewhere the document's own name and summary.
 * Undefined when it has no name that a workflow could have.
 */
export function unpacked(arrived: JsonObject): WorkflowDraft | undefined {
  const document = part(arrived, 'document');
  const { [OWN]: own, ...foreign } = part(document, 'metadata');
  const said = isObject(own) ? own : {};
  const { name: _, description: __, ...terms } = said;
  const metadata = { ...foreign, ...(Object.keys(terms).length > 0 && { [OWN]: terms }) };
  const name = said['name'] ?? document['name'];
  const description = said['description'] ?? document['summary'] ?? '';
  if (typeof name !== 'string' || !NAME.test(name) || typeof description !== 'string') return undefined;
  return { name, description: description.slice(0, LONGEST_DESCRIPTION), definition: isObject(own) ? { ...arrived, document: withMetadata(document, metadata) } : arrived };
}

function withMetadata({ metadata: _, ...document }: JsonObject, metadata: JsonObject): JsonObject {
  return Object.keys(metadata).length === 0 ? document : { ...document, metadata };
}

const part = (whole: JsonObject, name: string): JsonObject => {
  const value: Json | undefined = Object.hasOwn(whole, name) ? whole[name] : undefined;
  return isObject(value) ? value : {};
};
