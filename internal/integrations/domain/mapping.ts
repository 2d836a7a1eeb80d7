/** How bad it is, from worst to mildest; the words of alerting. */
export const MAPPED_SEVERITIES = ['critical', 'high', 'warning', 'low', 'info'] as const;
export type MappedSeverity = (typeof MAPPED_SEVERITIES)[number];

/** What a sender's word for the state of an alert means to us; `ignored`: nothing is done. */
export const MAPPED_STATES = ['firing', 'resolved', 'acknowledged', 'ignored'] as const;
export type MappedState = (typeof MAPPED_STATES)[number];

/** A program of jq 1.7. Its input is the item, `$payload` is the whole body. */
export type JqProgram = string;

/**
 * How the alerts of a sender become ours, as data: `mappings/<kind>.json`, or what a tenant saves with an integration of the kind `generic`. Every program is run
 * by itself; one that fails refuses its item and no other.
 */
export interface Mapping {
  /** The items in the body, as an array or one by one; the body itself when left out. */
  readonly items?: JqProgram;
  /** The sender's word for the state; an item fires when left out. */
  readonly status?: JqProgram;
  /** What those words mean, in lower case; `*` is any other word. A word that is not here is refused. */
  readonly states?: Readonly<Record<string, MappedState>>;
  readonly labels: Readonly<Record<string, JqProgram>>;
  /** Programs that yield an object whose entries become labels, before `labels`; names are made into label names. */
  readonly label_sets?: readonly JqProgram[];
  readonly annotations?: Readonly<Record<string, JqProgram>>;
  readonly annotation_sets?: readonly JqProgram[];
  /** The sender's word for how bad it is. */
  readonly severity?: JqProgram;
  /** What those words mean, in lower case. A word that is neither here nor one of ours counts as none. */
  readonly severities?: Readonly<Record<string, MappedSeverity>>;
  /** Times as RFC 3339, or as seconds, milliseconds or nanoseconds since 1970. */
  readonly starts_at?: JqProgram;
  readonly ends_at?: JqProgram;
  /** Where the sender explains it: an http or https address. */
  readonly link?: JqProgram;
  /** Labels that tell alerts of this sender apart; all of them when left out. */
  readonly identity?: readonly string[];
}

/** The first problem of a mapping's words, beside its programs: the place in the mapping and what is wrong. */
export function mappingProblem({ labels, identity = [], label_sets: sets = [] }: Mapping): { readonly field: string; readonly reason: string } | undefined {
  if (labels['alertname'] === undefined && sets.length === 0) return { field: '/labels/alertname', reason: 'is required, unless a label set brings it' };
  if (sets.length > 0) return undefined;
  const unknown = identity.findIndex((name) => labels[name] === undefined);
  return unknown < 0 ? undefined : { field: `/identity/${unknown}`, reason: 'names a label that the mapping does not make' };
}

/** All programs of a mapping by their places in it. */
export function programsOf(mapping: Mapping): readonly (readonly [field: string, program: JqProgram])[] {
  const single = (['items', 'status', 'severity', 'starts_at', 'ends_at', 'link'] as const).flatMap((name) => {
    const program = mapping[name];
    return program === undefined ? [] : [[`/${name}`, program] as const];
  });
  const named = (['labels', 'annotations'] as const).flatMap((name) => Object.entries(mapping[name] ?? {}).map(([key, program]) => [`/${name}/${key}`, program] as const));
  const sets = (['label_sets', 'annotation_sets'] as const).flatMap((name) => (mapping[name] ?? []).map((program, index) => [`/${name}/${index}`, program] as const));
  return [...single, ...named, ...sets];
}
