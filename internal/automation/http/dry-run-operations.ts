import type { Operations } from '#internal/platform/http';
import { invalid } from '#pkg/apperror';
import type { Json } from '#internal/kernel';
import type { WorkflowId } from '../domain/workflow.ts';
import type { DryRunReport, DryStep, MockedAnswer } from '../ports/dry-runner.ts';
import type { DryRunWorkflow } from '../service/dry-run-workflow.ts';
import { definitionOf } from './definition-document.ts';

type MockedError = Extract<MockedAnswer, { readonly error: unknown }>['error'];

/** What an execution would do. */
export function dryRunOperations(use: { readonly dryRunWorkflow: DryRunWorkflow }): Pick<Operations, 'dryRunWorkflow'> {
  return {
    async dryRunWorkflow({ actor, path, body }) {
      const inline = body.definition !== undefined || body.definition_yaml !== undefined;
      const report = await use.dryRunWorkflow(actor, path.workflowId as WorkflowId, {
        ...(inline && { definition: definitionOf(body) }),
        ...(body.version !== undefined && { version: body.version }),
        input: body.input ?? {},
        mocks: Object.fromEntries(Object.entries(body.mocks ?? {}).map(([at, answers]) => [at, answers.map((answer) => mockOf(answer, at))])),
      });
      return { status: 200, body: toReportJson(report) };
    },
  };
}

function mockOf({ output, error }: { readonly output?: Json; readonly error?: MockedError }, at: string): MockedAnswer {
  if ((output === undefined) === (error === undefined)) throw invalid(`/mocks/${at.replaceAll('~', '~0').replaceAll('/', '~1')}`, 'holds an answer that is not either an output or an error');
  return error === undefined ? { output: output ?? null } : { error };
}

const toReportJson = ({ status, steps, output, error, compensations }: DryRunReport) => ({
  status,
  output_known: output !== undefined,
  output: output ?? null,
  error: error ?? null,
  steps: steps.map(toStepJson),
  compensations: compensations.map(({ path, name }) => ({ path, name })),
});

const toStepJson = ({ path, name, kind, outcome, certain, detail, output, reason }: DryStep) => ({
  path, name, kind, outcome, certain, detail, output_known: output !== undefined, output: output ?? null, reason: reason ?? null,
});
