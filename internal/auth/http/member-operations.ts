import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { MembershipId } from '../domain/membership.ts';
import { memberView } from '../service/auth-view.ts';
import type { InviteMember } from '../service/invite-member.ts';
import type { GetMember, ListMembers } from '../service/read-members.ts';
import type { RemoveMember } from '../service/remove-member.ts';
import type { UpdateMember } from '../service/update-member.ts';

type Handled = 'listMembers' | 'inviteMember' | 'getMember' | 'updateMember' | 'removeMember';

export function memberOperations(use: {
  listMembers: ListMembers;
  inviteMember: InviteMember;
  getMember: GetMember;
  updateMember: UpdateMember;
  removeMember: RemoveMember;
}): Pick<Operations, Handled> {
  return {
    async listMembers({ actor, query }) {
      const page = await use.listMembers(actor, pageRequest('listMembers', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listMembers', query, page, memberView) };
    },
    async inviteMember({ actor, body }) {
      const member = await use.inviteMember(actor, body);
      return { status: 201, body: memberView(member), etag: member.version, location: `/api/v1/members/${member.id}` };
    },
    async getMember({ actor, path }) {
      const member = await use.getMember(actor, path.memberId as MembershipId);
      return { status: 200, body: memberView(member), etag: member.version };
    },
    async updateMember({ actor, path, body, ifMatch }) {
      const member = await use.updateMember(actor, path.memberId as MembershipId, body, ifMatch);
      return { status: 200, body: memberView(member), etag: member.version };
    },
    async removeMember({ actor, path, ifMatch }) {
      await use.removeMember(actor, path.memberId as MembershipId, ifMatch);
      return { status: 204 };
    },
  };
}
