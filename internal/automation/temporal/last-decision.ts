import type { Connection } from '@temporalio/client';

type Reverse = Awaited<ReturnType<Connection['workflowService']['getWorkflowExecutionHistoryReverse']>>;
type EventId = NonNullable<NonNullable<NonNullable<Reverse['history']>['events']>[number]['eventId']>;

const PAGE_EVENTS = 100;

/** Id of the event with which a run's last workflow task was completed: where it can be reset to. Undefined when it completed none. */
export async function lastDecision(connection: Connection, namespace: string, execution: { readonly workflowId: string; readonly runId: string }): Promise<EventId | undefined> {
  let nextPageToken: Uint8Array | undefined;
  do {
    const page: Reverse = await connection.workflowService.getWorkflowExecutionHistoryReverse({ namespace, execution, maximumPageSize: PAGE_EVENTS, ...(nextPageToken && { nextPageToken }) });
    const completed = page.history?.events?.find(({ workflowTaskCompletedEventAttributes }) => workflowTaskCompletedEventAttributes);
    if (completed?.eventId) return completed.eventId;
    nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
  } while (nextPageToken);
  return undefined;
}
