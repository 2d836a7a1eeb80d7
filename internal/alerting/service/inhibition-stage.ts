import type { ActiveSource } from '../ports/inhibition-repository.ts';
import type { MuteStage } from './mute-stages.ts';

/** Alerts that others inhibit, by the tenant's rules. An alert that matches both sides of a rule is not inhibited by those of which the same is true. */
export const inhibitionStage: MuteStage = {
  name: 'inhibition',
  async prepare({ inhibitions: repository }, { plan: { inhibitions: rules }, alerts, now }) {
    const keyOf = (rule: string, equalKey: string): string => `${rule} ${equalKey}`;
    const lookups = new Map<string, { readonly rule: string; readonly equalKey: string }>();
    for (const { labels } of alerts) {
      for (const rule of rules) {
        if (!rule.isTarget(labels)) continue;
        const lookup = { rule: rule.id, equalKey: rule.equalKeyOf(labels) };
        lookups.set(keyOf(lookup.rule, lookup.equalKey), lookup);
      }
    }
    const sources = new Map<string, ActiveSource[]>();
    for (const source of lookups.size > 0 ? await repository.active([...lookups.values()], now) : []) {
      const key = keyOf(source.rule, source.equalKey);
      sources.set(key, [...(sources.get(key) ?? []), source]);
    }
    return ({ labels }) =>
      rules.flatMap((rule) => {
        if (sources.size === 0 || !rule.isTarget(labels)) return [];
        const bothSides = rule.isSource(labels);
        const source = sources.get(keyOf(rule.id, rule.equalKeyOf(labels)))?.find(({ matchesTarget }) => !(bothSides && matchesTarget));
        if (!source) return [];
        return [{ stage: 'inhibition' as const, id: source.fingerprint, ...(rule.name !== '' && { name: rule.name }), words: `inhibited by the alert ${source.fingerprint}` }];
      });
  },
};
