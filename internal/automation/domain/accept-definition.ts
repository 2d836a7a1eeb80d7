import { AppError, type ErrorDetail } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import type { WorkflowDefinition } from './definition.ts';
import { endpointsOf } from './definition-addresses.ts';
import { programsOf } from './definition-expressions.ts';
import { ruleFaults } from './definition-rules.ts';
import { schemasOf } from './definition-schemas.ts';
import { definitionShape } from './definition-shape.ts';
import { wrappedProgram } from './expression-syntax.ts';
import { pointerTo } from './json-pointer.ts';
import { inDraft } from './schema-drafts.ts';
import { unsupportedFaults } from './unsupported-tasks.ts';
import { knownAddress } from './uri-template.ts';

/** Larger definitions do not fit into the history of an execution with room for its data. */
export const MAX_DEFINITION_BYTES = 128 * 1024;
const MAX_DEPTH = 64;
const MAX_FAULTS = 50;

/** What only the outside can tell about a definition. */
export interface DefinitionChecks {
  /** Why a program does not compile with these variables; undefined when it does. */
  readonly checkExpression: (program: string, variables: readonly string[]) => Promise<string | undefined>;
  /** Throws `invalid` for an address that the tenant may not call. */
  readonly checkUrl: (url: string) => Promise<void>;
  /** Why a JSON Schema cannot be used; undefined when it can. */
  readonly checkSchema: (schema: Json) => Promise<string | undefined>;
}

/**
 * A document as a definition that the interpreter can run to its end. Throws `invalid` with all faults (the first 50), each with the JSON
 * pointer of its place: what this throws for would otherwise fail an execution in the middle.
 */
export async function acceptDefinition(document: Json, checks: DefinitionChecks): Promise<WorkflowDefinition> {
  if (depthOf(document) > MAX_DEPTH) refuse([{ field: '', reason: `is nested deeper than ${MAX_DEPTH} levels` }]);
  if (byteLength(JSON.stringify(document)) > MAX_DEFINITION_BYTES) refuse([{ field: '', reason: `is larger than ${MAX_DEFINITION_BYTES / 1024} KiB` }]);

  const faults: ErrorDetail[] = [];
  definitionShape(document, '', faults);
  refuse(faults);

  const definition = document as unknown as WorkflowDefinition;
  refuse([...unsupportedFaults(definition), ...ruleFaults(definition), ...(await expressionFaults(definition, checks)), ...(await schemaFaults(definition, checks)), ...(await urlFaults(definition, checks))]);
  return definition;
}

function refuse(faults: readonly ErrorDetail[]): void {
  const [first, ...more] = faults;
  if (!first) return;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  throw new AppError('invalid', `the definition is not valid: ${first.field || 'the document'} ${first.reason}${others}`, { details: faults.slice(0, MAX_FAULTS) });
}

async function expressionFaults(definition: WorkflowDefinition, { checkExpression }: DefinitionChecks): Promise<readonly ErrorDetail[]> {
  const faults: ErrorDetail[] = [];
  for (const { pointer: field, program, variables } of programsOf(definition)) {
    const reason = secretFault(program, variables, definition) ?? (await checkExpression(program, [...new Set(variables)]));
    if (reason !== undefined) faults.push({ field, reason });
  }
  return faults;
}

/** A secret is named where it is used, so that who may use which can be seen; and it goes only where it does not stay. */
function secretFault(program: string, variables: readonly string[], { use }: WorkflowDefinition): string | undefined {
  if (/\$authorization\b/.test(program) && !variables.includes('authorization')) return 'uses $authorization, which only a call with an authentication has';
  for (const [, property, quoted] of program.matchAll(/\$secrets\b(?:\s*\.\s*([A-Za-z_]\w*)|\s*\.?\s*\[\s*"([^"\\]*)"\s*\])?/g)) {
    if (!variables.includes('secrets')) return 'uses $secrets, which only the arguments of calls and authentications may';
    const name = property ?? quoted;
    if (name === undefined) return 'must name the secret: $secrets.<name>';
    if (!use?.secrets?.includes(name)) return `uses the secret '${name}', which use.secrets does not list`;
  }
  return undefined;
}

/** Only of the schemas that are written here: one that lies elsewhere may change, and is judged when it is fetched. */
async function schemaFaults(definition: WorkflowDefinition, { checkSchema }: DefinitionChecks): Promise<readonly ErrorDetail[]> {
  const faults: ErrorDetail[] = [];
  for (const { schema, pointer } of schemasOf(definition)) {
    const reason = 'document' in schema ? await checkSchema(inDraft(schema.document, schema.format)) : undefined;
    if (reason !== undefined) faults.push({ field: pointerTo(pointer, 'document'), reason });
  }
  return faults;
}

async function urlFaults(definition: WorkflowDefinition, { checkUrl }: DefinitionChecks): Promise<readonly ErrorDetail[]> {
  const faults: ErrorDetail[] = [];
  for (const { endpoint, pointer } of endpointsOf(definition)) {
    const [uri, field] = typeof endpoint === 'string' ? [endpoint, pointer] : [endpoint.uri, pointerTo(pointer, 'uri')];
    const address = wrappedProgram(uri) === undefined ? knownAddress(uri) : undefined;
    if (address === undefined) continue;
    try {
      await checkUrl(address);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      faults.push({ field, reason: error.details[0]?.reason ?? error.message });
    }
  }
  return faults;
}

/** Length in UTF-8, without the platform's encoder: this also runs where there is none. */
const byteLength = (text: string): number => [...text].reduce((sum, character) => sum + utf8Length(character.codePointAt(0) ?? 0), 0);
const utf8Length = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);

function depthOf(document: Json): number {
  let level: readonly Json[] = [document];
  for (let depth = 0; ; depth += 1) {
    level = level.flatMap((value): readonly Json[] => (typeof value === 'object' && value !== null ? Object.values<Json>(value as JsonObject) : []));
    if (level.length === 0 || depth > MAX_DEPTH) return depth;
  }
}
