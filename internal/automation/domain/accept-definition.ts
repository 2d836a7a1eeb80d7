import { AppError, type ErrorDetail } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import { isCallBy, type WorkflowDefinition } from './definition.ts';
import { programsOf } from './definition-expressions.ts';
import { ruleFaults } from './definition-rules.ts';
import { definitionShape } from './definition-shape.ts';
import { tasksOf } from './definition-tasks.ts';
import { wrappedProgram } from './expression-syntax.ts';
import { pointerTo } from './json-pointer.ts';
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
  readonly checkSchema: (schema: Json) => string | undefined;
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
  refuse([...ruleFaults(definition), ...(await expressionFaults(definition, checks)), ...schemaFaults(definition, checks), ...(await urlFaults(definition, checks))]);
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
    const secret = /\$(secrets|authorization)\b/.exec(program);
    const reason = secret ? `uses ${secret[0]}, which is not supported yet` : await checkExpression(program, [...new Set(variables)]);
    if (reason !== undefined) faults.push({ field, reason });
  }
  return faults;
}

function schemaFaults(definition: WorkflowDefinition, { checkSchema }: DefinitionChecks): readonly ErrorDetail[] {
  const places = [{ pointer: '', task: definition }, ...tasksOf(definition)].flatMap(({ pointer, task }) =>
    (['input', 'output', 'export'] as const).map((part) => ({ field: pointerTo(pointer, part, 'schema', 'document'), schema: part in task ? (task as WorkflowDefinition)[part as 'input']?.schema : undefined })),
  );
  return places.flatMap(({ field, schema }) => {
    const reason = schema && checkSchema(schema.document);
    return reason === undefined ? [] : [{ field, reason }];
  });
}

async function urlFaults(definition: WorkflowDefinition, { checkUrl }: DefinitionChecks): Promise<readonly ErrorDetail[]> {
  const faults: ErrorDetail[] = [];
  for (const { task, pointer } of tasksOf(definition)) {
    if (!isCallBy('http', task)) continue;
    const { endpoint } = task.with;
    const [uri, field] = typeof endpoint === 'string' ? [endpoint, pointerTo(pointer, 'with', 'endpoint')] : [endpoint.uri, pointerTo(pointer, 'with', 'endpoint', 'uri')];
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
