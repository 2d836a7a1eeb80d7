import { CancellationScope } from '@temporalio/workflow';

/**
 * Lets a local activity end even where all else is cancelled: it is short, and what travels with it must arrive. (Local activities that are
 * cancelled in the turn in which they end are also more than the server's state machine takes.)
 */
export const uninterrupted =
  <Input, Result>(activity: (input: Input) => Promise<Result>) =>
  (input: Input): Promise<Result> =>
    CancellationScope.nonCancellable(() => activity(input));
