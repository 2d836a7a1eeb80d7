import type { LabelSet, Matcher } from '#pkg/matchers';
import { compareText, labelValue } from '../labels/label-text.ts';
import { compileMatchers } from '../matchers/compile-matchers.ts';

/** A rule of inhibition as written: alerts that match the source silence those that match the target while their `equal` labels are the same. */
export interface InhibitRuleConfig {
  readonly name?: string;
  readonly sourceMatchers: readonly Matcher[];
  readonly targetMatchers: readonly Matcher[];
  /** Names; a missing label equals an empty one. */
  readonly equal: readonly string[];
}

/** A rule of inhibition that decides. */
export interface InhibitRule extends InhibitRuleConfig {
  /** Where it stands in the list. */
  readonly index: number;
  readonly matchesSource: (labels: LabelSet) => boolean;
  readonly matchesTarget: (labels: LabelSet) => boolean;
  /** The same text for alerts whose `equal` labels are the same: a key under which sources are kept. */
  readonly equalKey: (labels: LabelSet) => string;
}

/** Throws {@link MatcherSyntaxError} when a matcher does not compile. */
export function compileInhibitRule(config: InhibitRuleConfig, index: number): InhibitRule {
  const names = [...new Set(config.equal)].sort(compareText);
  return {
    ...config,
    index,
    matchesSource: compileMatchers(config.sourceMatchers),
    matchesTarget: compileMatchers(config.targetMatchers),
    equalKey: (labels) => JSON.stringify(names.map((name) => labelValue(labels, name))),
  };
}

/**
 * Whether an active alert `source` inhibits `target` by the rule. An alert that matches both sides of a rule is not inhibited by alerts of which the same is true, so never by itself.
 */
export function inhibits(rule: InhibitRule, source: LabelSet, target: LabelSet): boolean {
  if (!rule.matchesTarget(target) || !rule.matchesSource(source) || rule.equalKey(source) !== rule.equalKey(target)) return false;
  return !(rule.matchesSource(target) && rule.matchesTarget(source));
}

/** The first rule that has a source among `sources` (active alerts) for the target, with that source; undefined when nothing inhibits it. */
export function inhibitionOf<Source extends { readonly labels: LabelSet }>(
  rules: readonly InhibitRule[],
  sources: readonly Source[],
  target: LabelSet,
): { readonly rule: InhibitRule; readonly source: Source } | undefined {
  for (const rule of rules) {
    const source = rule.matchesTarget(target) ? sources.find(({ labels }) => inhibits(rule, labels, target)) : undefined;
    if (source) return { rule, source };
  }
  return undefined;
}
