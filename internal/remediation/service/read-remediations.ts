import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { Remediation, RemediationId } from '../domain/remediation.ts';
import type { RemediationFilter } from '../ports/remediation-repository.ts';
import type { RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';

export type GetRemediation = (actor: Actor, id: RemediationId) => Promise<Remediation>;
export type ListRemediations = (actor: Actor, filter: RemediationFilter, page: PageRequest) => Promise<Page<Remediation>>;

/** Throws `not_found`. */
export const getRemediation =
  (deps: { readonly work: RemediationUnitOfWork }): GetRemediation =>
  (actor, id) =>
    deps.work.read(actor, ({ remediations }) => remediations.get(id));

/** Newest first. */
export const listRemediations =
  (deps: { readonly work: RemediationUnitOfWork }): ListRemediations =>
  (actor, filter, page) =>
    deps.work.read(actor, ({ remediations }) => remediations.list(filter, page));
