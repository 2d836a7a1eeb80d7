/** What kind of work a ticket is. EXECUTE does a task and COMPENSATE undoes one where no narrower word fits. */
export const TICKET_TYPES = ['BUILD', 'DEPLOY', 'TEST', 'VALIDATE', 'EXECUTE', 'COMPENSATE', 'QUERY', 'TRANSFORM', 'NOTIFY'] as const;
export type TicketType = (typeof TICKET_TYPES)[number];

export type TicketPriority = 'LOW' | 'NORMAL' | 'HIGH' | 'CRITICAL';
export type RiskBand = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
export type SecurityLevel = 'PUBLIC' | 'INTERNAL' | 'CONFIDENTIAL' | 'RESTRICTED';

/** AT_MOST_ONCE: a lost attempt is never repeated. The others repeat it; EXACTLY_ONCE tells the agent that the receiver must honour the idempotency key. */
export type DeliveryMode = 'AT_MOST_ONCE' | 'AT_LEAST_ONCE' | 'EXACTLY_ONCE';

/** What is asked of whoever runs the effect. The ledger itself is always consistent and persistent. */
export interface QualityOfService {
  readonly deliveryMode: DeliveryMode;
  readonly consistency: 'EVENTUAL' | 'STRONG';
  readonly durability: 'TRANSIENT' | 'PERSISTENT';
}

export const TICKET_STATUSES = ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'COMPENSATING', 'COMPENSATED', 'CANCELLED'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/**
 * Where a ticket may go from each status; the trigger `tickets_legal_transition` of the table says the same. FAILED and CANCELLED still become COMPLETED
 * when the answer comes late: the ledger tells the truth about the world, not about our plans. A compensation that fails leaves the ticket as it was.
 */
export const LEGAL_TRANSITIONS: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  PENDING: ['RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'],
  RUNNING: ['PENDING', 'COMPLETED', 'FAILED', 'CANCELLED'],
  COMPLETED: ['COMPENSATING'],
  FAILED: ['PENDING', 'RUNNING', 'COMPLETED', 'COMPENSATING'],
  COMPENSATING: ['COMPENSATED', 'COMPLETED', 'FAILED'],
  COMPENSATED: [],
  CANCELLED: ['COMPLETED'],
};

/** Whether somebody may still work on it. */
export const isOpen = (status: TicketStatus): boolean => status === 'PENDING' || status === 'RUNNING';
