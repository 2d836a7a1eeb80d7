import type { ErrorDetail } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import type { ProcessArguments } from '../domain/definition.ts';
import { run as runShape } from '../domain/process-shapes.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { MAX_DATA_BYTES, type Evaluator } from './evaluator.ts';
import { externalDocument, type DocumentAccess } from './external-document.ts';
import { taskProblem } from './task-problem.ts';

export interface OrderedProcess {
  readonly process: ProcessArguments;
  /** Where its script was fetched, and what was found there (SHA-256, in hex). */
  readonly source?: { readonly uri: string; readonly sha256: string };
}

/** What an agent is to run, with its expressions evaluated. A script that lies elsewhere is fetched, and becomes the `code` that the agent is handed. */
export async function orderedProcess(deps: Pick<ActivityDeps, 'outgoing'>, access: DocumentAccess, run: ProcessArguments, inside: Evaluator, input: Json): Promise<OrderedProcess> {
  const { pointer } = access;
  if (!('script' in run) || !run.script.source) return { process: shaped(await inside.template(run as unknown as Json, input), pointer) };

  const { source, ...script } = run.script;
  const evaluated = (await inside.template({ ...run, script }, input)) as JsonObject & { readonly script: JsonObject };
  const { url, text, digest } = await externalDocument(deps, access, source, inside, input);
  const uri = url.replace(/[?#].*$/, '');
  if (text.includes('\0')) throw taskProblem('configuration', pointer, `the script at ${uri} is no text`);
  const process = shaped({ ...evaluated, script: { ...evaluated.script, code: text } }, pointer);
  if (Buffer.byteLength(JSON.stringify(process)) > MAX_DATA_BYTES) throw taskProblem('configuration', pointer, `the script at ${uri} is too large for a ticket: at most ${MAX_DATA_BYTES / 1024} KiB with its arguments`);
  return { process, source: { uri, sha256: digest } };
}

/** Still of the shape that the language asks for. */
function shaped(value: Json, pointer: string): ProcessArguments {
  const faults: ErrorDetail[] = [];
  runShape(value, '', faults);
  const [fault] = faults;
  if (fault) throw taskProblem('validation', pointer, `what is to be run is not complete: ${fault.field} ${fault.reason}`);
  return value as unknown as ProcessArguments;
}
