import { proxyLocalActivities } from '@temporalio/workflow';
import type { ExchangeActivities } from '../activities/exchange-contract.ts';
import { uninterrupted } from './uninterrupted.ts';

// Failures of ours (database or worker gone) pass; the definition's own errors are answers, not failures. So both retry for ever.
const local = proxyLocalActivities<ExchangeActivities>({ startToCloseTimeout: '20 seconds', retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' } });

export const emitEvent = uninterrupted(local.emitEvent);
export const openSubscription = uninterrupted(local.openSubscription);
export const takeEvents = uninterrupted(local.takeEvents);
export const shapeItem = uninterrupted(local.shapeItem);
export const startSubflow = uninterrupted(local.startSubflow);
export const lookAtSubflow = uninterrupted(local.lookAtSubflow);
export const cancelSubflow = uninterrupted(local.cancelSubflow);
export const askApproval = uninterrupted(local.askApproval);
export const lookAtApproval = uninterrupted(local.lookAtApproval);
export const openProcessTicket = uninterrupted(local.openProcessTicket);
export const lookAtProcess = uninterrupted(local.lookAtProcess);
export const cancelProcess = uninterrupted(local.cancelProcess);
