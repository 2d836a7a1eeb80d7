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

/** The Open Workflow Specification's own test data: its JSON Schema and every scenario of its conformance features. */
export interface Specification {
  readonly schema: JsonObject;
  readonly scenarios: readonly Scenario[];
}

/** Reads the specification; undefined, and loudly, when it is not there: a suite that checks nothing must not look green. */
export function openWorkflowSpecification(folder = path.resolve(__dirname, '../../../../shared/conformance/open-workflow')): Specification | undefined {
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  if (!existsSync(path.join(folder, 'workflow.schema.yaml'))) {
    process.stderr.write(`\nNOT CHECKED: the Open Workflow Specification is not at ${folder}; set OPEN_WORKFLOW_SPEC to its folder.\n\n`);
    return undefined;
  }
  return { schema: parse(read('workflow.schema.yaml')) as JsonObject, scenarios: scenariosIn(folder) };
}

/** Every scenario of the features in a folder. */
export function scenariosIn(folder: string): readonly Scenario[] {
  const features = readdirSync(folder).filter((file) => file.endsWith('.feature')).sort();
  return features.flatMap((file) => scenariosOf(file.replace('.feature', ''), readFileSync(path.join(folder, file), 'utf8')));
}

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
