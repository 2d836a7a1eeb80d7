import { statusOf, type TicketReport, type TicketReportResult } from '#internal/platform/grpc';
import { invalid } from '#pkg/apperror';
import { type LeaseReport, MAX_REPORTS } from '../domain/lease-report.ts';
import { DEFAULT_LEASE_MS, MAX_LEASE_MS } from '../domain/ticket-lease.ts';
import type { ReportResult } from '../service/report-leases.ts';
import { jsonIn, leaseMessage, millisecondsIn, statusMessage, tokenIn, uuidIn } from './ticket-messages.ts';
import type { TicketId } from '../domain/ticket.ts';

export const LEASE_LIMITS = { fallback: DEFAULT_LEASE_MS, least: 1_000, most: MAX_LEASE_MS };

/** The reports of a request. Throws `invalid` with the place of the first that makes no sense: then none counts. */
export function reportsIn(messages: readonly TicketReport[]): readonly LeaseReport[] {
  if (messages.length === 0 || messages.length > MAX_REPORTS) throw invalid('/reports', `must be 1 to ${MAX_REPORTS}`);
  return messages.map((message, index) => reportIn(message, `/reports/${index}`));
}

function reportIn({ ticketId, leaseToken, report }: TicketReport, at: string): LeaseReport {
  const lease = { ticketId: uuidIn(`${at}/ticket_id`, ticketId) as TicketId, token: tokenIn(leaseToken, `${at}/lease_token`) };
  switch (report?.$case) {
    case 'alive': {
      const { lease: renewal } = report.value;
      const progress: unknown = report.value.progress;
      return { kind: 'alive', ...lease, leaseMs: millisecondsIn(`${at}/alive/lease`, renewal, LEASE_LIMITS), ...(progress !== undefined && { progress: jsonIn(progress) }) };
    }
    case 'completed':
      return { kind: 'completed', ...lease, output: jsonIn(report.value.output) };
    case 'failed':
      return { kind: 'failed', ...lease, error: jsonIn(report.value.error), retryable: report.value.retryable };
    case undefined:
      throw invalid(at, 'must say alive, completed or failed');
  }
}

export function reportResultMessage(ticketId: string, result: ReportResult): TicketReportResult {
  if ('refused' in result) {
    const { code, message } = result.refused;
    return { ticketId, status: 'TICKET_STATUS_UNSPECIFIED', lease: undefined, refusal: { code: statusOf(code), message } };
  }
  const { ticket } = result;
  return { ticketId, status: statusMessage(ticket.status), lease: ticket.leaseExpiresAt ? leaseMessage(ticket) : undefined, refusal: undefined };
}
