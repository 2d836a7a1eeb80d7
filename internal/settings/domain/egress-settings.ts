import { AppError } from '#pkg/apperror';
import type { AuditEntry, TenantId } from '#internal/kernel';

/** One line of the allow-list: who may be called, how. */
export interface EgressRule {
  /** A host name, `*.name`, an address or a CIDR block. */
  readonly target: string;
  readonly schemes: readonly ('http' | 'https')[];
  /** Empty means any. */
  readonly ports: readonly number[];
}

/** Where a tenant's workflows, probes and webhooks may connect to. */
export interface EgressSettings {
  /** https on port 443 to any public address, without a rule. */
  readonly publicHttps: boolean;
  readonly rules: readonly EgressRule[];
  readonly updatedBy?: string;
  readonly updatedAt?: Date;
  readonly version: number;
}

/** Before anybody changed anything. */
export const DEFAULT_EGRESS: EgressSettings = { publicHttps: true, rules: [], version: 1 };

/** Optimistic locking by `If-Match`: throws `precondition_failed` when the caller read another version. Undefined means `*`. */
export function requireVersion(thing: { readonly version: number }, expected: number | undefined): void {
  if (expected !== undefined && expected !== thing.version) throw new AppError('precondition_failed', `it changed since you read version ${expected}`);
}

/** The audit entry of a change. */
export const egressChanged = (tenantId: TenantId, before: EgressSettings, after: EgressSettings): AuditEntry => ({
  action: 'settings.egress.updated',
  entityType: 'egress_settings',
  entityId: tenantId,
  before: shown(before),
  after: shown(after),
});

const shown = ({ publicHttps, rules }: EgressSettings) => ({ public_https: publicHttps, rules: rules.map(({ target, schemes, ports }) => ({ target, schemes, ports })) });
