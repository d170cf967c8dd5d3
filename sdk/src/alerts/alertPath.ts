import type { AlertView } from '../views.ts'

/** Alerts about what somebody wrote lead to where it can be compared with what was there before. */
const ofHistory = ['draftEdited', 'draftConfirmationVoided', 'draftSuggestionAccepted']

/** The page of the web app that an alert is about. */
export function alertPath({ kind, subject, args }: Pick<AlertView, 'kind' | 'subject' | 'args'>): string {
  if (kind === 'moneyReceived') return `/accounts/${subject}`
  // Whoever is invited is no participant yet: the invitation is what they may see.
  if (kind === 'draftInvited' && typeof args.token === 'string') return `/invitations/${args.token}`
  if (!kind.startsWith('draft')) return `/agreements/${subject}`
  return `/drafts/${subject}${ofHistory.includes(kind) ? '?tab=history' : ''}`
}
