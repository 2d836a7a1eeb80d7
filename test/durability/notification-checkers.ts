/** One copy of a notification, as its receiver got it. */
export interface NotificationCopy {
  /** The id that every copy carries. */
  readonly id: string;
  readonly groupKey: string;
  /** Of alerts: `+pod-1` fires, `-pod-1` is over. */
  readonly alerts: readonly string[];
}

/** In words, what is wrong with what a receiver got about alerts that were accepted; nothing when every promise was kept. `open` are those that fire at last. */
export function notificationFaults(copies: readonly NotificationCopy[], { accepted, open }: { readonly accepted: ReadonlySet<string>; readonly open: ReadonlySet<string> }): string[] {
  const contents = new Map<string, string>();
  const faults: string[] = [];
  for (const { id, groupKey, alerts } of copies) {
    const content = `${groupKey} ${[...alerts].sort().join(' ')}`;
    const known = contents.get(id);
    if (known !== undefined && known !== content) faults.push(`two copies of ${id} differ`);
    contents.set(id, content);
  }
  const told = new Set(copies.flatMap(({ alerts }) => alerts.map((alert) => alert.slice(1))));
  for (const alert of accepted) if (!told.has(alert)) faults.push(`nobody was told of ${alert}`);

  // The first copy of each counts: the others are the "at least" of at least once.
  const inOrder = new Map<string, string[]>();
  for (const [id, content] of contents) {
    const { groupKey = '' } = copies.find((copy) => copy.id === id) ?? {};
    inOrder.set(groupKey, [...(inOrder.get(groupKey) ?? []), content]);
  }
  for (const [groupKey, all] of inOrder) {
    for (const [index, content] of all.entries()) if (index > 0 && content === all[index - 1]) faults.push(`${groupKey} was told the same twice under two ids`);
    const last = copies.filter((copy) => copy.groupKey === groupKey).at(-1);
    const firing = new Set((last?.alerts ?? []).filter((alert) => alert.startsWith('+')).map((alert) => alert.slice(1)));
    for (const alert of firing) if (!open.has(alert)) faults.push(`the last word on ${alert} is that it fires`);
  }
  return faults;
}
