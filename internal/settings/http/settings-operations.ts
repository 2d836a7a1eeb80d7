import type { Operations } from '#internal/platform/http';
import type { EgressSettings } from '../domain/egress-settings.ts';
import type { GetEgressSettings } from '../service/get-egress-settings.ts';
import type { UpdateEgressSettings } from '../service/update-egress-settings.ts';

interface Use {
  readonly getEgressSettings: GetEgressSettings;
  readonly updateEgressSettings: UpdateEgressSettings;
}

export function settingsOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async getEgressSettings({ actor }) {
      const settings = await use.getEgressSettings(actor);
      return { status: 200, body: toJson(settings), etag: settings.version };
    },

    async updateEgressSettings({ actor, body, ifMatch }) {
      const settings = await use.updateEgressSettings(actor, { publicHttps: body.public_https, rules: body.rules, ifMatch });
      return { status: 200, body: toJson(settings), etag: settings.version };
    },
  };
}

const toJson = ({ publicHttps, rules, updatedBy, updatedAt, version }: EgressSettings) => ({
  public_https: publicHttps,
  rules: rules.map(({ target, schemes, ports }) => ({ target, schemes: [...schemes], ports: [...ports] })),
  updated_by: updatedBy ?? null,
  updated_at: updatedAt?.toISOString() ?? null,
  version,
});
