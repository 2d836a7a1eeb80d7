export { newestPage } from './in-memory-page.ts';
export { InMemoryUnitOfWork } from './in-memory-unit-of-work.ts';
