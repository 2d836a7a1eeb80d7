import { formatDuration } from '#pkg/promql';
import { type Route, matcherText, walkRoutes } from '#pkg/alertmanager';
import type { CompiledRouting } from './compiled-routing.ts';

/** A route in a picture. */
interface DrawnRoute {
  readonly id: string;
  readonly parent: string | undefined;
  readonly route: Route;
  /** What it matches, then what it does, in short lines; what it inherits is left out. */
  readonly title: string;
  readonly details: readonly string[];
}

/** How many routes a laid-out picture has at most: nobody could read more. */
export const MOST_DRAWN_ROUTES = 300;

function drawnRoutes({ root }: Pick<CompiledRouting, 'root'>): DrawnRoute[] {
  const idOf = (path: readonly number[]): string => `r${path.join('_')}`;
  const parents = new Map(walkRoutes(root).flatMap((parent) => parent.children.map((child) => [child, parent] as const)));
  return walkRoutes(root).map((route) => {
    const parent = parents.get(route);
    return {
      id: idOf(route.path),
      parent: parent && idOf(parent.path),
      route,
      title: route.matchers.length === 0 ? 'every alert' : route.matchers.map(matcherText).join(' and '),
      details: detailsOf(route, parent),
    };
  });
}

function detailsOf(route: Route, parent: Route | undefined): string[] {
  const changed = <Name extends keyof Route>(name: Name, say: (value: Route[Name]) => string): string[] => (parent && JSON.stringify(parent[name]) === JSON.stringify(route[name]) ? [] : [say(route[name])]);
  return [
    `to ${route.receiver}`,
    ...changed('groupBy', (names) => `grouped by ${names === 'all' ? 'all labels' : names.length === 0 ? 'nothing' : names.join(', ')}`),
    ...changed('groupWaitMs', (ms) => `first after ${formatDuration(ms)}`),
    ...changed('groupIntervalMs', (ms) => `changes every ${formatDuration(ms)}`),
    ...changed('repeatIntervalMs', (ms) => `again after ${formatDuration(ms)}`),
    ...(route.activeTimeIntervals.length > 0 ? [`only in ${route.activeTimeIntervals.join(', ')}`] : []),
    ...(route.muteTimeIntervals.length > 0 ? [`not in ${route.muteTimeIntervals.join(', ')}`] : []),
    ...(route.continue ? ['and goes on with the next'] : []),
  ];
}

/** A tree of routes as a Mermaid flowchart. */
export function routingMermaid(routing: Pick<CompiledRouting, 'root'>): string {
  const routes = drawnRoutes(routing);
  return [
    'flowchart LR',
    ...routes.map(({ id, title, details }) => `  ${id}["${[title, ...details].map(codes).join('<br/>')}"]`),
    ...routes.flatMap(({ id, parent, route }) => (parent === undefined ? [] : [`  ${parent} ${route.continue ? '-.->' : '-->'} ${id}`])),
    '',
  ].join('\n');
}

/** Letters, digits and harmless punctuation stay; everything else becomes Mermaid's `#<code>;`. */
const codes = (text: string): string => shortened(text).replace(/[^\p{L}\p{N} .,:/_+=?!…-]/gu, (character) => `#${character.codePointAt(0) ?? 0xfffd};`);

/** A tree of routes in Graphviz' DOT. */
export function routingDot(routing: Pick<CompiledRouting, 'root'>): string {
  const routes = drawnRoutes(routing);
  return [
    'digraph {',
    'graph [rankdir=LR bgcolor=white pad=0.35 nodesep=0.25 ranksep=0.6 ordering=out]',
    'node [fontname="Helvetica" fontsize=12 shape=box style="rounded,filled" fillcolor=white color="#2563eb" penwidth=1.3 margin="0.3,0.1"]',
    'edge [color="#64748b" penwidth=1.2 arrowsize=0.7]',
    ...routes.map(({ id, title, details }) => `${id} [label=<${[`<B>${escaped(title)}</B>`, ...details.map((text) => `<FONT POINT-SIZE="10" COLOR="#475569">${escaped(text)}</FONT>`)].join('<BR/>')}>]`),
    ...routes.flatMap(({ id, parent, route }) => (parent === undefined ? [] : [`${parent} -> ${id} [style=${route.continue ? 'dashed' : 'solid'}]`])),
    '}',
  ].join('\n');
}

// Control characters are no XML, and Graphviz knows only these entities.
const escaped = (text: string): string =>
  shortened(text).replace(/[\p{Cc}\p{Cs}]/gu, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);
