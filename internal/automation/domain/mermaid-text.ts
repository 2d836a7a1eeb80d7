import type { DrawnState, FlowEdge, FlowGraph, FlowGroup, FlowNode } from './flow-graph.ts';
import { stateText } from './state-text.ts';

const CLASSES: readonly string[] = [
  'classDef completed fill:#dcfce7,stroke:#16a34a,color:#14532d',
  'classDef failed fill:#fee2e2,stroke:#dc2626,color:#7f1d1d',
  'classDef running fill:#dbeafe,stroke:#2563eb,color:#1e3a8a',
  'classDef skipped fill:#f3f4f6,stroke:#9ca3af,color:#6b7280,stroke-dasharray:4 3',
  'classDef untouched fill:none,stroke:#cbd5e1',
];
const ARROWS: Readonly<Record<FlowEdge['style'], string>> = { flow: '-->', back: '-->', error: '-.->', undo: '-.->' };

const BORDERS: Readonly<Record<FlowGroup['role'], string>> = { tasks: 'stroke:#cbd5e1', catch: 'stroke:#dc2626,stroke-dasharray:4 3', compensation: 'stroke:#a16207,stroke-dasharray:4 3' };

/** A graph as a Mermaid flowchart; with `states`, as a run of it. Texts of definitions are written as character codes wherever Mermaid could read something else in them. */
export function mermaidText({ nodes, groups, edges }: FlowGraph, states: ReadonlyMap<string, DrawnState> = new Map()): string {
  const within = (group: string | undefined, indent: string): readonly string[] => [
    ...nodes.filter((node) => node.group === group).map((node) => indent + nodeText(node, states.get(node.pointer), states.size > 0)),
    ...groups.filter(({ parent }) => parent === group).flatMap(({ id, title }) => [`${indent}subgraph ${id}["${escaped(title)}"]`, ...within(id, `${indent}  `), `${indent}end`]),
  ];
  return [
    'flowchart TB',
    ...within(undefined, '  '),
    ...edges.map(({ from, to, label, style }) => `  ${from} ${ARROWS[style]}${label === undefined ? '' : `|"${escaped(label)}"|`} ${to}`),
    ...groups.map(({ id, role }) => `  style ${id} fill:none,${BORDERS[role]}`),
    ...(states.size > 0 ? CLASSES.map((line) => `  ${line}`) : []),
    '',
  ].join('\n');
}

function nodeText({ id, kind, title, details, pointer }: FlowNode, state: DrawnState | undefined, isRun: boolean): string {
  if (kind === 'start' || kind === 'end') return `${id}(["${escaped(title)}"])`;
  if (kind === 'join') return `${id}(( ))`;
  const lines = [title, ...details, ...(state && pointer !== '/' ? [stateText(state)] : [])];
  const label = `"${[escaped(`${kind}: ${lines[0] ?? ''}`), ...lines.slice(1).map(escaped)].join('<br/>')}"`;
  const shaped = kind === 'switch' ? `{${label}}` : kind === 'wait' || kind === 'listen' ? `([${label}])` : kind === 'raise' ? `{{${label}}}` : `[${label}]`;
  return `${id}${shaped}${isRun ? `:::${state?.status ?? 'untouched'}` : ''}`;
}

/** Letters, digits and harmless punctuation stay; everything else becomes Mermaid's `#<code>;`. */
const escaped = (text: string): string => text.replace(/[^\p{L}\p{N} .,:/_+=?!…-]/gu, (character) => `#${character.codePointAt(0) ?? 0xfffd};`);
