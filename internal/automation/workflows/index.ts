export { runDefinition } from './run-definition.ts';
