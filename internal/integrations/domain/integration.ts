import { AppError, invalid } from '#pkg/apperror';
import type { AuditEntry, Brand, TenantId } from '#internal/kernel';
import { type Authentication, requireAuthentication } from './authentication.ts';
import { INTEGRATION_KINDS, type IntegrationKind } from './integration-kind.ts';
import { type MappedSeverity, type Mapping, mappingProblem } from './mapping.ts';

export type IntegrationId = Brand<string, 'IntegrationId'>;

/** What people set. */
export interface IntegrationTerms {
  readonly name: string;
  readonly kind: IntegrationKind;
  readonly enabled: boolean;
  readonly authentication: Authentication;
  /** Labels of every alert of this sender; its own win. */
  readonly labels: Readonly<Record<string, string>>;
  readonly defaultSeverity?: MappedSeverity;
  /** Labels that tell its alerts apart; empty: as the mapping says. */
  readonly fingerprintLabels: readonly string[];
  /** An alert is over when nothing was heard of it for so long; left out, when the sender says so. */
  readonly autoResolveSeconds?: number;
  /** Required for the kind `generic`; one of the kind `email` may replace ours. */
  readonly mapping?: Mapping;
}

/** A sender of alerts with a format, a credential and rules of its own. */
export interface Integration extends IntegrationTerms {
  readonly id: IntegrationId;
  readonly tenantId: TenantId;
  /** What the sender proves itself with, encrypted; not there for `api_key`. */
  readonly sealedSecret?: string;
  /** SHA-256 of a secret that comes without the id of the integration, so that it can be found by it. */
  readonly tokenDigest?: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

/** Owner of an integration's secret, as it is sealed. */
export const secretOwner = ({ tenantId, id }: Pick<Integration, 'tenantId' | 'id'>) => ({ tenantId, name: `integration:${id}` });

const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Throws `invalid` with the field for terms that make no sense, whatever is stored. */
export function requireTerms({ kind, authentication, mapping, fingerprintLabels }: IntegrationTerms): void {
  const ways: readonly string[] = INTEGRATION_KINDS[kind];
  if (!ways.includes(authentication.kind)) throw invalid('/authentication/kind', `an integration of the kind ${kind} takes ${ways.join(', ')}`);
  requireAuthentication(authentication);
  if (kind === 'generic' && !mapping) throw invalid('/mapping', 'is required for the kind generic');
  if (kind !== 'generic' && kind !== 'email' && mapping) throw invalid('/mapping', `the kind ${kind} has a mapping of its own`);
  const problem = mapping && mappingProblem(mapping);
  if (problem) throw invalid(`/mapping${problem.field}`, problem.reason);
  const bad = fingerprintLabels.findIndex((name) => !LABEL_NAME.test(name));
  if (bad >= 0) throw invalid(`/fingerprint_labels/${bad}`, 'is not a label name');
}

/** Throws `precondition_failed` unless `expected` is the version that is stored. */
export function requireVersion({ version }: Pick<Integration, 'version'>, expected: number | undefined): void {
  if (expected !== undefined && expected !== version) throw new AppError('precondition_failed', `the integration is at version ${version} by now`);
}

/** The audit entry of a change that people make; secrets are left out. */
export const integrationChanged = (verb: 'created' | 'updated' | 'deleted' | 'secret_rotated', before: Integration | undefined, after: Integration | undefined): AuditEntry => ({
  action: `integrations.integration.${verb}`,
  entityType: 'integration',
  entityId: (after ?? before)?.id ?? '',
  ...(before && { before: shown(before) }),
  ...(after && { after: shown(after) }),
});

const shown = ({ name, kind, enabled, authentication, labels, fingerprintLabels, defaultSeverity, autoResolveSeconds }: Integration) => ({
  name, kind, enabled, authentication: authentication.kind, labels: { ...labels }, fingerprint_labels: [...fingerprintLabels],
  default_severity: defaultSeverity ?? null, auto_resolve_seconds: autoResolveSeconds ?? null,
});
