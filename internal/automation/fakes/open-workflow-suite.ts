import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Json, JsonObject } from '#internal/kernel';

/** One step of a scenario: its sentence and the document below it. */
interface ScenarioStep {
  readonly text: string;
  readonly document: Json | undefined;
}

export interface Scenario {
  readonly feature: string;
  readonly name: string;
  readonly definition: JsonObject;
  readonly input: Json;
  readonly expectations: readonly ScenarioStep[];
}

/** The Open Workflow Specification's own conformance features and JSON Schema; `OPEN_WORKFLOW_SPEC` names another folder. */
const folder = process.env['OPEN_WORKFLOW_SPEC'] ?? path.resolve(__dirname, '../../../../shared/conformance/open-workflow');

/** Whether the specification is there. Says so loudly when it is not: a suite that checks nothing must not look green. */
export function specificationPresent(): boolean {
  const present = existsSync(path.join(folder, 'workflow.schema.yaml'));
  if (!present) process.stderr.write(`\nNOT CHECKED: the Open Workflow Specification is not at ${folder}; set OPEN_WORKFLOW_SPEC to its folder.\n\n`);
  return present;
}

export const specificationSchema = (): JsonObject => parse(readFileSync(path.join(folder, 'workflow.schema.yaml'), 'utf8')) as JsonObject;

/** Every scenario of the conformance features. */
export const conformanceScenarios = (): readonly Scenario[] =>
  readdirSync(folder).filter((file) => file.endsWith('.feature')).sort().flatMap((file) => scenariosOf(file.replace('.feature', ''), readFileSync(path.join(folder, file), 'utf8')));

function scenariosOf(feature: string, text: string): readonly Scenario[] {
  return text.split(/^\s*Scenario:/m).slice(1).map((body) => {
    const [name = ''] = body.split('\n');
    const steps = [...body.matchAll(/^[ \t]*(?:Given|When|Then|And given|And)\b[ \t]*(.*?)\s*$(?:\s*"""yaml\n([\s\S]*?)""")?/gm)].map(([, sentence = '', document]) => ({
      text: sentence,
      document: document === undefined ? undefined : (parse(document) as Json),
    }));
    const documentOf = (pattern: RegExp): Json | undefined => steps.find((step) => pattern.test(step.text))?.document;
    return {
      feature,
      name: name.trim(),
      definition: documentOf(/^a workflow with definition/) as JsonObject,
      input: documentOf(/workflow input is/) ?? {},
      expectations: steps.filter(({ text: sentence }) => /should/.test(sentence)),
    };
  });
}
