// The workflows of all contexts: what the bundler packs for the worker's sandbox.
export * from '../../internal/automation/workflows/index.ts';
export * from '../../internal/orchestration/workflows/index.ts';
