import type { WorkflowDefinition } from '../domain/definition.ts';
import type { NextCronTime, Rhythm } from '../domain/fire-times.ts';
import { scheduleTerms } from '../domain/schedule-terms.ts';
import type { ScheduleState } from '../domain/schedule-state.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationRepositories } from '../ports/automation-unit-of-work.ts';

/** What the fire times of a schedule follow from, as the version says to which it belongs. */
export async function rhythmOf({ workflows }: Pick<AutomationRepositories, 'workflows'>, { workflowId, workflowVersion }: Pick<ScheduleState, 'workflowId' | 'workflowVersion'>, nextCron: NextCronTime): Promise<Rhythm | undefined> {
  const { definition } = await workflows.getVersion(workflowId as WorkflowId, workflowVersion);
  const terms = scheduleTerms(definition as unknown as WorkflowDefinition);
  return terms && { ...terms, workflowId, nextCron };
}
