import type { LabelSet } from '#pkg/matchers';
import type { Route } from './route.ts';

/**
 * The routes that an alert takes, in order: depth first, the first child that matches wins unless it continues, and a route stands for itself when no child of it matches.
 * Empty when the root itself does not match.
 */
export function matchRoutes(root: Route, labels: LabelSet): readonly Route[] {
  if (!root.matches(labels)) return [];
  const matched: Route[] = [];
  for (const child of root.children) {
    const found = matchRoutes(child, labels);
    matched.push(...found);
    if (found.length > 0 && !child.continue) break;
  }
  return matched.length > 0 ? matched : [root];
}
