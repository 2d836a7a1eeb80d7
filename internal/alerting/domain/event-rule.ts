import { compileMatchers, type Matcher } from '#pkg/matchers';
import type { AlertRuleId } from './alert-rule-id.ts';
import { parseLabels, checkText, type Labels } from './labels.ts';
import type { Severity } from './severity.ts';
import type { Signal } from './signal.ts';

/** Event rules that one tenant may have: every signal is held against them one by one. */
export const MAX_EVENT_RULES = 500;

/** What people decide about a rule. */
export interface EventRuleSettings {
  readonly name: string;
  /** All must match. */
  readonly matchers: readonly Matcher[];
  /** Seconds that the condition has to hold before the alert fires; 0 fires at once. */
  readonly forSeconds: number;
  /** Overrides the label `severity`; `null` leaves it to the label. */
  readonly severity: Severity | null;
  /** Added to the alert's labels; an empty value removes one. */
  readonly labels: Labels;
  /** Added to the alert's annotations. */
  readonly annotations: Labels;
  readonly enabled: boolean;
  /** Rules are tried from the lowest position up, and the first that matches decides. */
  readonly position: number;
}

/** Decides what becomes of the signals it matches. */
export interface EventRule extends EventRuleSettings {
  readonly kind: 'event';
  readonly id: AlertRuleId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

/** Throws `invalid` when a matcher, a label or the name makes no sense. */
export function newEventRule(id: AlertRuleId, settings: EventRuleSettings, now: Date): EventRule {
  return { kind: 'event', ...checkSettings(settings), id, createdAt: now, updatedAt: now, version: 1 };
}

/** The rule with other settings. Alerts that it opened before keep what they got. Throws as `newEventRule`. */
export function changeEventRule(rule: EventRule, settings: EventRuleSettings, now: Date): EventRule {
  return { ...rule, ...checkSettings(settings), updatedAt: now, version: rule.version + 1 };
}

function checkSettings(settings: EventRuleSettings): EventRuleSettings {
  compileMatchers(settings.matchers);
  settings.matchers.forEach(({ value }, index) => checkText(value, `/matchers/${index}/value`, 4096));
  checkText(settings.name, '/name', 200);
  // Checked like an alert's own, but kept with their empty values: those remove a label.
  parseLabels(settings.labels, '/labels');
  parseLabels(settings.annotations, '/annotations');
  return settings;
}

/** Finds the rule of a signal: the first enabled one, by position, that matches its labels. */
export type RuleFinder = (signal: Signal) => EventRule | undefined;

/** Compiles the rules once for many signals. */
export function ruleFinder(rules: readonly EventRule[]): RuleFinder {
  const ordered = rules
    .filter(({ enabled }) => enabled)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .map((rule) => ({ rule, matches: compileMatchers(rule.matchers) }));
  return ({ labels }) => ordered.find(({ matches }) => matches(labels))?.rule;
}
