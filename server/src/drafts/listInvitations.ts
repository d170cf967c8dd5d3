import type { OpenInvitation } from '@concordat/sdk/drafts/openInvitation.ts'
import type { Address } from 'viem'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { viewInvitation } from './invite.ts'
import { nowSeconds } from './record.ts'

/** The open invitations to an account, the latest first. Only the alert that brought one knows its token. */
export async function listInvitations(context: Context, account: Address): Promise<OpenInvitation[]> {
  const rows = await context.sql<{ token: string }[]>`
    select a.args ->> 'token' as token from draft_invitations i
    join alerts a on a.account = i.account and a.kind = 'draftInvited'
      and sha256(convert_to(a.args ->> 'token', 'UTF8')) = i.token
    where i.account = ${account} and not i.closed and i.expires_at > ${nowSeconds()}
    order by i.created_at desc limit 50`
  const views = await Promise.all(rows.map(({ token }) => viewInvitation(context, token).catch(ignoreClosed)))
  return views.flatMap((view, index) => (view ? [{ ...view, token: rows[index]?.token ?? '' }] : []))
}

/** Accepted or given up between the two readings. */
function ignoreClosed(error: unknown): null {
  if (error instanceof ApiError && error.status < 500) return null
  throw error
}
