export { Saga, type Effect, type Registered, type SavedSaga, type Unwound } from './saga.ts';
