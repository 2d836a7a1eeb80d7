import { AppError, notFound } from '#pkg/apperror';
import { walkRoutes } from '#pkg/alertmanager';
import type { Actor } from '#internal/kernel';
import { compileRouting } from '../domain/compiled-routing.ts';
import { MOST_DRAWN_ROUTES, routingDot, routingMermaid } from '../domain/draw-routing.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { DiagramRenderer } from '../ports/routing-renderer.ts';

/** Draws a version of the routes, the one that holds when none is named. Throws `not_found`, and `invalid` for more routes than can be drawn as SVG. */
export type GetRoutingDiagram = (actor: Actor, format: 'mermaid' | 'svg', version: number | undefined) => Promise<string>;

export const getRoutingDiagram = ({ work, renderer }: { readonly work: AlertingUnitOfWork; readonly renderer: DiagramRenderer }): GetRoutingDiagram => async (actor, format, version) => {
  const config = await work.read(actor, ({ routing }) => (version === undefined ? routing.current() : routing.get(version)));
  if (!config) throw notFound('routing configuration');
  const routing = compileRouting(config);
  if (format === 'mermaid') return routingMermaid(routing);
  if (walkRoutes(routing.root).length > MOST_DRAWN_ROUTES) throw new AppError('invalid', `more than ${MOST_DRAWN_ROUTES} routes are not drawn as SVG: take Mermaid`);
  return renderer.svg(routingDot(routing));
};
