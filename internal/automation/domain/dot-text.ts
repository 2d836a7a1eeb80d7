import type { DrawnState, FlowEdge, FlowGraph, FlowGroup, FlowNode } from './flow-graph.ts';
import { stateText } from './state-text.ts';

/** One whose widths Graphviz knows: it measures others as if they were Times, and lines would leave their boxes. */
const FONT = 'Helvetica';
const KIND_COLOURS: Readonly<Record<string, string>> = {
  call: '#2563eb', run: '#7c3aed', emit: '#0891b2', listen: '#0891b2', wait: '#64748b', set: '#0f766e', switch: '#c2410c', raise: '#dc2626', try: '#b45309', for: '#4f46e5', fork: '#4f46e5', do: '#475569',
};
const STATE_COLOURS: Readonly<Record<DrawnState['status'], readonly [fill: string, line: string]>> = {
  completed: ['#dcfce7', '#16a34a'], failed: ['#fee2e2', '#dc2626'], running: ['#dbeafe', '#2563eb'], skipped: ['#f3f4f6', '#9ca3af'],
};
const EDGES: Readonly<Record<FlowEdge['style'], string>> = {
  flow: 'color="#64748b"',
  back: 'color="#4f46e5" constraint=false',
  error: 'color="#dc2626" fontcolor="#dc2626" style=dashed',
  undo: 'color="#a16207" fontcolor="#a16207" style=dashed',
};

/** A graph in Graphviz' DOT; with `states`, as a run of it. Texts of definitions stand in HTML-like labels only, escaped. */
export function dotText({ nodes, groups, edges }: FlowGraph, states?: ReadonlyMap<string, DrawnState>): string {
  const within = (group: string | undefined): readonly string[] => [
    ...nodes.filter((node) => node.group === group).map((node) => nodeText(node, states)),
    ...groups.filter(({ parent }) => parent === group).flatMap((inner) => [`subgraph cluster_${inner.id} {`, groupStyle(inner), ...within(inner.id), '}']),
  ];
  return [
    'digraph {',
    `graph [rankdir=TB bgcolor=white pad=0.35 nodesep=0.4 ranksep=0.45 fontname="${FONT}" fontsize=11 compound=true]`,
    `node [fontname="${FONT}" fontsize=12 shape=box style="rounded,filled" fillcolor=white penwidth=1.3 margin="0.3,0.1"]`,
    `edge [fontname="${FONT}" fontsize=10 fontcolor="#475569" penwidth=1.2 arrowsize=0.7]`,
    ...within(undefined),
    ...edges.map(({ from, to, label, style }) => `${from} -> ${to} [${EDGES[style]}${label === undefined ? '' : ` label=<&#160;${escaped(label)}&#160;>`}]`),
    '}',
  ].join('\n');
}

function groupStyle({ title, role }: FlowGroup): string {
  const [line, fill, dash] = role === 'catch' ? ['#fca5a5', '#fef6f6', ',dashed'] : role === 'compensation' ? ['#eab308', '#fefce8', ',dashed'] : ['#cbd5e1', '#f8fafc', ''];
  return `label=<<FONT COLOR="#64748b">${escaped(title)}</FONT>> labeljust=l style="rounded,filled${dash}" color="${line}" fillcolor="${fill}" margin=14`;
}

function nodeText({ id, kind, title, details, pointer }: FlowNode, states: ReadonlyMap<string, DrawnState> | undefined): string {
  if (kind === 'start' || kind === 'end') return `${id} [shape=oval style=filled fillcolor="#1e293b" color="#1e293b" fontcolor=white label=<${escaped(title)}>]`;
  if (kind === 'join') return `${id} [shape=circle width=0.16 fixedsize=true style=filled color="#4f46e5" fillcolor="#4f46e5" label=""]`;
  const state = states?.get(pointer);
  const colour = KIND_COLOURS[kind] ?? '#475569';
  const [fill, line] = state ? STATE_COLOURS[state.status] : ['white', states ? '#cbd5e1' : colour];
  const label = [
    `<FONT POINT-SIZE="9" COLOR="${colour}">${kind.toUpperCase()}</FONT>`,
    `<B>${escaped(title)}</B>`,
    ...details.map((text) => `<FONT POINT-SIZE="10" COLOR="#475569">${escaped(text)}</FONT>`),
    ...(state && stateText(state) !== '' ? [`<FONT POINT-SIZE="10" COLOR="${line}"><B>${escaped(stateText(state))}</B></FONT>`] : []),
  ].join('<BR/>');
  return `${id} [label=<${label}> fillcolor="${fill}" color="${line}"${shapeOf(kind)}${state?.status === 'skipped' ? ' style="rounded,filled,dashed"' : ''}]`;
}

const shapeOf = (kind: FlowNode['kind']): string => (kind === 'switch' ? ' shape=diamond style=filled margin="0.05,0.11"' : kind === 'raise' ? ' shape=octagon style=filled' : '');

// Control characters are no XML, and Graphviz knows only these entities.
const escaped = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}]/gu, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
