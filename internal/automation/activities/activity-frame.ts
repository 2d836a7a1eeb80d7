import { Context } from '@temporalio/activity';

/** What Temporal tells an activity about itself. */
export interface ActivityFrame {
  readonly activityId: string;
  readonly signal: AbortSignal;
}

const HEARTBEAT_MS = 800;

/** The running activity, with a heartbeat that beats until the frame is disposed of: a worker that dies is noticed, and a cancellation arrives. */
export function activityFrame(): ActivityFrame & Disposable & { readonly heartbeat: () => void } {
  const context = Context.current();
  const heartbeat = (): void => context.heartbeat();
  const timer = setInterval(heartbeat, HEARTBEAT_MS);
  return { activityId: context.info.activityId, signal: context.cancellationSignal, heartbeat, [Symbol.dispose]: () => clearInterval(timer) };
}
