import type { IntegrationKind } from '../domain/integration-kind.ts';
import type { Mapping } from '../domain/mapping.ts';
import alertmanager from './alertmanager.json';

/** The mapping of each kind; a test holds the files against the schema of the contract, which is the same that tenants' mappings have to meet. */
export const VENDOR_MAPPINGS = { alertmanager } as Readonly<Record<Exclude<IntegrationKind, 'generic'>, Mapping>>;
