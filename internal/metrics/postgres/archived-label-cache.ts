import type { TenantId } from '#internal/kernel';
import type { Labels } from '#pkg/promql';

/** About 30 MB. */
const MOST_SERIES = 40_000;

/** Labels of series that were read from the archive lately. An id belongs to one set of labels for ever, so nothing of it gets out of date. */
export class ArchivedLabelCache {
  /** The one that was read first is forgotten first. */
  private readonly known = new Map<string, Labels>();

  constructor(private readonly most = MOST_SERIES) {}

  get(tenantId: TenantId, id: number): Labels | undefined {
    return this.known.get(`${tenantId} ${id}`);
  }

  keep(tenantId: TenantId, id: number, labels: Labels): void {
    this.known.set(`${tenantId} ${id}`, labels);
    if (this.known.size <= this.most) return;
    const [oldest] = this.known.keys();
    if (oldest !== undefined) this.known.delete(oldest);
  }
}
