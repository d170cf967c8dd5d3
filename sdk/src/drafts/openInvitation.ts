import { z } from 'zod'
import { InvitationView } from './views.ts'

/** One line of `GET /api/invitations`: an invitation to the account that asks, with the token that accepts it. */
export const OpenInvitation = InvitationView.extend({ token: z.string() })
export type OpenInvitation = z.infer<typeof OpenInvitation>
