import { bundleWorkflowCode, DefaultLogger, Runtime, type WorkflowBundle } from '@temporalio/worker';

const quiet = new DefaultLogger('ERROR');
Runtime.install({ logger: quiet, shutdownSignals: [] });

/** Workflows as the worker bundles them, from the sources: `workflowsPath` is the absolute path of the module that exports them. */
export const workflowBundle = (workflowsPath: string): Promise<WorkflowBundle> =>
  bundleWorkflowCode({
    workflowsPath,
    logger: quiet,
    webpackConfigHook: (config) => ({ ...config, resolve: { ...config.resolve, conditionNames: ['source', 'require', 'node', 'default'] } }),
  });
