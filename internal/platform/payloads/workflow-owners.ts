import type { TenantId } from '#internal/kernel';

/** The tenant of what a workflow id names after its prefix; undefined when there is no such thing. */
export type OwnerLookup = (entityId: string) => Promise<TenantId | undefined>;

const MOST_REMEMBERED = 50_000;

/**
 * Tells the tenant of a workflow by its id, `<context>:<what>:<entity id>`: each context says for its prefix how to find the owner of an
 * entity, and the answer, which never changes, is remembered. Throws `unavailable` when it cannot be found out now.
 */
export class WorkflowOwners {
  readonly #known = new Map<string, TenantId>();

  /** `lookups` by prefix: `automation:execution:`. */
  constructor(private readonly lookups: Readonly<Record<string, OwnerLookup>>) {}

  async find(workflowId: string): Promise<TenantId | undefined> {
    const known = this.#known.get(workflowId);
    if (known) return known;
    const prefix = Object.keys(this.lookups).find((candidate) => workflowId.startsWith(candidate));
    const owner = prefix === undefined ? undefined : await this.lookups[prefix]?.(workflowId.slice(prefix.length));
    if (owner) this.#remember(workflowId, owner);
    return owner;
  }

  #remember(workflowId: string, owner: TenantId): void {
    if (this.#known.size >= MOST_REMEMBERED) {
      const oldest = this.#known.keys().next();
      if (!oldest.done) this.#known.delete(oldest.value);
    }
    this.#known.set(workflowId, owner);
  }
}
