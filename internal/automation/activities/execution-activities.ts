import { asActivities } from '#pkg/temporal';
import type { StepRecord } from '../ports/execution-journal.ts';
import type {
  BeginInput, CallHttpInput, CompensatingInput, ContinueInput, ConditionInput, DataResult, DecideInput, EnterInput, ExecutionActivities, FinishInput, LeaveInput, PureTasksInput, ShapeOutputInput, VerifyInput, VerifyResult,
} from './activity-contract.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { activityFrame } from './activity-frame.ts';
import { callHttp } from './call-http.ts';
import { callOut } from './call-out.ts';
import { checkCondition, decideCatch, enterTask, leaveTask } from './compound-tasks.ts';
import { withEffectTerms } from './effect-terms.ts';
import { exchangeActivities } from './exchange-activities.ts';
import type { ExchangeActivities } from './exchange-contract.ts';
import { runPureTasks } from './run-pure-tasks.ts';
import { interpreterActor, log } from './step-log.ts';
import { workflowEvaluator } from './task-evaluator.ts';
import { orProblem } from './task-problem.ts';
import { throttleActivities } from './throttle-activities.ts';
import type { ThrottleActivities } from './throttle-contract.ts';

/** Everything that an execution evaluates, calls out for or remembers. */
export function executionActivities(deps: ActivityDeps): ExecutionActivities & ExchangeActivities & ThrottleActivities {
  return asActivities({
    beginExecution: async ({ execution, baggage, runId, rules, input, workflow }: BeginInput): Promise<DataResult> => {
      await log(deps, execution, baggage, (actor) => deps.journal.started(actor, execution.executionId, runId));
      const shaped = await orProblem(() => workflowEvaluator(deps, execution, workflow).input(rules, input));
      return 'error' in shaped ? shaped : { data: shaped.result };
    },

    continueExecution: ({ execution, baggage, runId }: ContinueInput): Promise<void> => log(deps, execution, baggage, (actor) => deps.journal.continued(actor, execution.executionId, runId)),

    ...exchangeActivities(deps),
    ...throttleActivities(deps),
    runPureTasks: (input: PureTasksInput) => runPureTasks(deps, input),
    enterTask: (input: EnterInput) => enterTask(deps, input),
    leaveTask: (input: LeaveInput) => leaveTask(deps, input),
    checkCondition: (input: ConditionInput) => checkCondition(deps, input),
    decideCatch: (input: DecideInput) => decideCatch(deps, input),
    callHttp: async (input: CallHttpInput) => {
      using frame = activityFrame();
      return await withEffectTerms(deps, input, (termed) => callHttp(deps, termed, frame));
    },
    callOut: async (input: CallHttpInput) => {
      using frame = activityFrame();
      return await withEffectTerms(deps, input, (termed) => callOut(deps, termed, frame));
    },

    shapeOutput: async ({ execution, baggage, rules, data, context, workflow }: ShapeOutputInput): Promise<DataResult> => {
      await log(deps, execution, baggage);
      const shaped = await orProblem(() => workflowEvaluator(deps, execution, workflow, context).output(rules, data));
      return 'error' in shaped ? shaped : { data: shaped.result };
    },

    markCompensating: ({ execution, baggage, cause }: CompensatingInput): Promise<void> =>
      log(deps, execution, baggage, (actor) => deps.journal.compensating(actor, execution.executionId, cause)),

    verifyOutcome: async ({ execution, baggage, verification, startedAt }: VerifyInput): Promise<VerifyResult> => {
      using frame = activityFrame();
      const { heartbeat, signal, activityId } = frame;
      const actor = interpreterActor(execution);
      const step: StepRecord = { path: '/verify', name: 'verify', kind: 'verify', attempt: 1, status: 'running', startedAt: new Date(startedAt), input: verification, activityId };
      await log(deps, execution, baggage, () => deps.journal.step(actor, execution.executionId, step));
      const verified = await deps.verifier.verify(actor, verification, heartbeat, signal);
      const status = verified.outcome === 'ineffective' ? 'failed' : 'completed';
      await deps.journal.step(actor, execution.executionId, { ...step, status, finishedAt: deps.clock.now(), output: { ...verified } });
      return verified;
    },

    finishExecution: ({ execution, baggage, ...end }: FinishInput): Promise<void> =>
      log(deps, execution, baggage, (actor) => deps.journal.finished(actor, execution.executionId, end)),
  });
}
