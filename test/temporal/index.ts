export { historyOf, historyText } from './history-file.ts';
export { workflowBundle } from './workflow-bundle.ts';
