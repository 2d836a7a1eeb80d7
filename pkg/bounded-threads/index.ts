export { BoundedThreads, type BoundedThreadsOptions, type Outcome, type Spent } from './bounded-threads.ts';
export type { ThreadBudget } from './bounded-thread.ts';
