import type { Actor } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import { DEFAULT_RECEIVER } from './view-alerts.ts';

/** The tenant's configuration as an alertmanager.yml. */
export type ConfigText = (actor: Actor) => Promise<string>;

/** What is given out, or for a tenant without a routing configuration what holds then. */
export const configText = (exportRouting: ConfigText): ConfigText => async (actor) => {
  try {
    return await exportRouting(actor);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return `route:\n  receiver: ${DEFAULT_RECEIVER}\nreceivers:\n- name: ${DEFAULT_RECEIVER}\n`;
    throw error;
  }
};
