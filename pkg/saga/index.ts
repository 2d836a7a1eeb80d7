export { Saga, type Effect, type Registered, type Unwound } from './saga.ts';
