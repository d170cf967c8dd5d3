import type { AlertParts, AlertSentences } from './sentence.ts'

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** The latest change, and how many there are beside it. */
function changes({ place, change, before, after, count }: AlertParts): string {
  if (place === '') return ''
  const verb = { changed: '', added: 'added ', removed: 'took out ' }[change]
  const value = before && after ? ` (${before} → ${after})` : after ? ` (${after})` : before ? ` (was ${before})` : ''
  const more = count > 1 ? ` and ${count - 1} more` : ''
  return `: ${verb}${place}${change === 'changed' ? value : ''}${more}`
}

const said = (text: string) => (text === '' ? '' : `: ${text}`)

/** English sentences by the kind of alert. */
export const alertsEn = {
  signatureNeeded: a => `Your signature is needed: agreement of ${a.about}, until ${a.until}`,
  amendmentWaits: a => `A change to the agreement of ${a.about} waits for your signature until ${a.until}`,
  counterpartySigned: a =>
    a.missing === 0
      ? `${a.by} signed the terms of ${a.about}; nobody is missing`
      : `${a.by} signed the terms of ${a.about}; ${plural(a.missing, 'signature is', 'signatures are')} missing`,
  counterpartyDeclined: a => `${a.by} declined the terms of ${a.about}: ${a.reason}`,
  concluded: a => `The agreement of ${a.about} is in force`,
  amended: a => `The changed terms of ${a.about} are in force`,
  monthClosed: a => `${a.month} of ${a.about} is settled: your share is ${a.share}`,
  paymentDue: a => `${a.amount} is still due at ${a.about} after ${a.month}: the revenue was not enough`,
  readingsReported: a => `${a.about} reported ${plural(a.count, 'reading', 'readings')} on ${a.day}`,
  milestoneReported: a => `${a.about} reports “${a.text}” as reached: the nodes are checking it`,
  milestoneReached: a => `The milestone of clause ${a.clause} at ${a.about} is confirmed`,
  milestoneMissed: a => `The milestone of clause ${a.clause} at ${a.about} was missed`,
  paymentsReceived: a => `${a.about} received ${plural(a.count, 'payment', 'payments')} on ${a.day}: ${a.amount}`,
  refundsBooked: a => `${a.about} refunded ${plural(a.count, 'payment', 'payments')} on ${a.day}: ${a.amount}`,
  shareReceived: a => `You received ${a.amount} on ${a.day} as your share of an agreement`,
  moneyReceived: a => `You received ${a.amount}`,
  paymentFailed: a =>
    `A payment of ${a.amount} to ${a.about} failed: the agreement takes none, and the payer has it back`,
  frozen: a => `Payments of ${a.about} are paused by the arbiters until ${a.until} at the latest`,
  resumed: a => `Payments of ${a.about} go on: the arbiters ended the pause`,
  terminated: a => `All parties ended the agreement of ${a.about}`,
  superseded: a => `The agreement of ${a.about} was replaced by its successor`,
  completed: a => `The agreement of ${a.about} is completed`,
  terminateSigned: a =>
    a.missing === 0
      ? `${a.by} agreed to end the agreement of ${a.about}; everyone has`
      : `${a.by} agreed to end the agreement of ${a.about}; ${plural(a.missing, 'party has', 'parties have')} not`,
  freezeSigned: a =>
    a.missing === 0
      ? `${a.by} agreed to pause payments of ${a.about}; enough arbiters have`
      : `${a.by} wants to pause payments of ${a.about}; ${plural(a.missing, 'arbiter has', 'arbiters have')} to agree still`,
  resumeSigned: a =>
    a.missing === 0
      ? `${a.by} agreed to resume payments of ${a.about}; enough arbiters have`
      : `${a.by} wants to resume payments of ${a.about}; ${plural(a.missing, 'arbiter has', 'arbiters have')} to agree still`,
  terminateWithdrawn: a => `${a.by} no longer agrees to end the agreement of ${a.about}`,
  freezeWithdrawn: a => `${a.by} no longer wants to pause payments of ${a.about}`,
  resumeWithdrawn: a => `${a.by} no longer wants to resume payments of ${a.about}`,
  signatureDue: a => `Reminder: the terms of ${a.about} can be signed until ${a.until} only`,
  signatureLapsed: a => `The time to sign the terms of ${a.about} has passed`,
  readingDue: a => `The reading of ${a.month} for ${a.about} is due by ${a.until}`,
  readingOverdue: a => `The reading of ${a.month} for ${a.about} is overdue: anyone can settle with the agreed default`,
  milestoneDue: a => `The milestone of clause ${a.clause} at ${a.about} is due by ${a.until}`,
  endsSoon: a => `The agreement of ${a.about} ends on ${a.until}`,
  freezeLapsed: a => `The pause of ${a.about} is over: payments go on`,
  draftInvited: a => `${a.by} invites you to draft “${a.about}”`,
  draftAmending: a => `${a.by} drafts a change of “${a.about}” with you: take part before it is confirmed`,
  draftRestarted: a => `${a.by} started the draft “${a.about}” again from its text; your seat is kept`,
  draftEdited: a => `${a.by} changed the draft “${a.about}”${changes(a)}`,
  draftCommented: a =>
    `${a.by} ${a.count > 1 ? `made ${a.count} remarks on` : 'commented on'} the draft “${a.about}”${said(a.text)}`,
  draftSuggested: a => `${a.by} suggests a change to the draft “${a.about}”${changes(a)}`,
  draftSuggestionAccepted: a => `${a.by} took over a suggestion in the draft “${a.about}”${changes(a)}`,
  draftSuggestionRejected: a => `${a.by} rejected a suggestion in the draft “${a.about}”${changes(a)}`,
  draftJoined: a => `${a.by} joined the draft “${a.about}”`,
  draftRemoved: a => `${a.by} emptied the seat of ${a.party} in the draft “${a.about}”${said(a.reason)}`,
  draftConfirmed: a => `${a.by} confirmed the draft “${a.about}”`,
  draftUnconfirmed: a => `${a.by} took back the confirmation of the draft “${a.about}”`,
  draftConfirmationVoided: a => `Your confirmation of “${a.about}” is void: ${a.by} changed the draft`,
  draftObjected: a => `${a.by} objects to the draft “${a.about}”${said(a.text)}`,
  draftReady: a => `Everyone has confirmed the draft “${a.about}”: it can be proposed for signing`,
  draftProposed: a => `${a.by} proposed the terms of “${a.about}” for signing`,
  draftWithdrawn: a => `${a.by} withdrew the draft “${a.about}”${said(a.reason)}`,
  draftDue: a => `Reminder: the draft “${a.about}” has to be confirmed, proposed and signed until ${a.until}`,
  draftLapsed: a => `The time to sign what “${a.about}” says has passed: agree on another date, or withdraw the draft`,
} satisfies AlertSentences

/** Everything there are alerts of. */
export type AlertKind = keyof typeof alertsEn

/** What an alert of a kind says that this version has no sentence for. */
export const otherEn = (about: string) => `There is news about ${about}`
