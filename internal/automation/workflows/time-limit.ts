import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/** Runs `work`, and cancels it when it takes longer; `onTimeout` says what is thrown then. Without a limit it just runs. */
export async function withTimeLimit<Result>(ms: number | undefined, work: () => Promise<Result>, onTimeout: () => Error): Promise<Result> {
  if (ms === undefined) return work();
  const scope = new CancellationScope();
  const timer = new CancellationScope();
  let late = false;
  const expiry = timer.run(async () => {
    await sleep(ms);
    late = true;
    scope.cancel();
  });
  // A timer that is cancelled has done its duty.
  expiry.catch(() => undefined);
  try {
    return await scope.run(work);
  } catch (error) {
    throw late && isCancellation(error) ? onTimeout() : error;
  } finally {
    timer.cancel();
  }
}
