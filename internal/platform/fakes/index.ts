export { newestFirst, pageAfter } from './in-memory-page.ts';
export { InMemoryUnitOfWork } from './in-memory-unit-of-work.ts';
