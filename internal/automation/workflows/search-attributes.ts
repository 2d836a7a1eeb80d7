import { defineSearchAttributeKey } from '@temporalio/common';

/**
 * What Temporal's Web UI finds executions by; never encrypted, so ids, names and statuses only. The workflow's own status says `Completed` for
 * whatever came to an end it tells of; `status` says which.
 */
export const EXECUTION_ATTRIBUTES = {
  tenant: defineSearchAttributeKey('OrchestrixTenant', 'KEYWORD'),
  workflow: defineSearchAttributeKey('OrchestrixWorkflow', 'KEYWORD'),
  alert: defineSearchAttributeKey('OrchestrixAlert', 'KEYWORD'),
  status: defineSearchAttributeKey('OrchestrixStatus', 'KEYWORD'),
  /** Every status that some ticket of the execution has now. */
  ticketStatus: defineSearchAttributeKey('OrchestrixTicketStatus', 'KEYWORD_LIST'),
} as const;

/** Name and type of each, as they are registered in a namespace. */
export const SEARCH_ATTRIBUTES: Readonly<Record<string, 'KEYWORD' | 'KEYWORD_LIST'>> = Object.fromEntries(Object.values(EXECUTION_ATTRIBUTES).map(({ name, type }) => [name, type]));
