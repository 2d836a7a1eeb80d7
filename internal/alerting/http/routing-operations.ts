import { type Operations, pageJson, pageRequest } from '#internal/platform/http';
import type { RoutingConfig } from '../domain/routing-config.ts';
import type { GetRoutingDiagram } from '../service/draw-routing-diagram.ts';
import type { GetRouting, GetRoutingVersion, ListRoutingVersions, PutRouting, RestoreRoutingVersion } from '../service/manage-routing.ts';
import { toRoutingJson, toRoutingSettings, toRoutingVersionJson } from './routing-json.ts';

interface Use {
  readonly getRouting: GetRouting;
  readonly putRouting: PutRouting;
  readonly listRoutingVersions: ListRoutingVersions;
  readonly getRoutingVersion: GetRoutingVersion;
  readonly restoreRoutingVersion: RestoreRoutingVersion;
  readonly getRoutingDiagram: GetRoutingDiagram;
}

/** The routing configuration, its versions and its picture. */
export function routingOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async getRouting({ actor }) {
      return answer(await use.getRouting(actor));
    },

    async putRouting({ actor, body: { note, ...body }, ifMatch }) {
      return answer(await use.putRouting(actor, toRoutingSettings(body), { version: ifMatch, note: note ?? null }));
    },

    async listRoutingVersions({ actor, query }) {
      const page = await use.listRoutingVersions(actor, pageRequest('listRoutingVersions', query, ['integer']));
      return { status: 200, body: pageJson('listRoutingVersions', query, page, toRoutingVersionJson) };
    },

    async getRoutingVersion({ actor, path }) {
      return answer(await use.getRoutingVersion(actor, path.routingVersion));
    },

    async restoreRoutingVersion({ actor, path }) {
      return answer(await use.restoreRoutingVersion(actor, path.routingVersion));
    },

    async getRoutingDiagram({ actor, query, accept }) {
      const format = query.format ?? (accept === 'image/svg+xml' ? 'svg' : 'mermaid');
      const body = await use.getRoutingDiagram(actor, format, query.version);
      return format === 'svg' ? { status: 200, mediaType: 'image/svg+xml', body } : { status: 200, mediaType: 'text/vnd.mermaid', body };
    },
  };
}

const answer = (config: RoutingConfig) => ({ status: 200, body: toRoutingJson(config), etag: config.version }) as const;
