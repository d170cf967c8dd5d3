import type { AlertKind } from '@concordat/sdk/alerts/en.ts'
import { ZERO_HASH } from '@concordat/sdk/ids.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { AgreementEvent, AgreementView } from '@concordat/sdk/views.ts'
import { type Address, getAddress, type Hex } from 'viem'
import type { Alert } from '../raise.ts'

type Version = { digest: Hex; previous: Hex; terms: Agreement; isOpen: boolean; signed: Address[] }

/** Whom an event of an agreement concerns, and what each of them should hear. */
export function describeEvent(event: AgreementEvent, agreement: AgreementView): Alert[] {
  const { root } = agreement
  const { args } = event
  const inForce = versionOf(agreement, agreement.digest)
  if (!inForce) return []
  const everyone = accountsOf(inForce)
  const tell = (kind: AlertKind, accounts: Address[], key: string, more: Record<string, unknown> = {}): Alert => ({
    accounts,
    kind,
    subject: root,
    args: { business: agreement.business, ...more },
    key: `${kind}:${key}`,
  })
  const about = versionOf(agreement, (args.digest ?? agreement.digest) as Hex)

  switch (event.kind) {
    case 'proposed':
      return about ? askForSignatures(about, agreement, args.proposer) : []
    case 'signed': {
      if (!about || args.party === undefined) return []
      const by = getAddress(args.party)
      const missing = accountsOf(about).length - signedUpTo(agreement, about.digest, event.id).length
      const next = about.terms.rules.ordered ? askForSignatures(about, agreement) : []
      // The last signature of a first version puts it in force, and that is what everyone hears.
      if (missing === 0 && about.previous === ZERO_HASH) return next
      const others = accountsOf(about).filter(account => account !== by)
      return [tell('counterpartySigned', others, `${about.digest}:${by}`, { by, missing }), ...next]
    }
    case 'declined': {
      if (!about || args.party === undefined) return []
      const by = getAddress(args.party)
      const others = [...new Set([...everyone, ...accountsOf(about)])].filter(account => account !== by)
      return [tell('counterpartyDeclined', others, about.digest, { by, reason: args.reason ?? '' })]
    }
    case 'concluded': {
      if (!about) return []
      const before = versionOf(agreement, about.previous)
      const concerned = [...new Set([...accountsOf(about), ...(before ? accountsOf(before) : [])])]
      return [tell(about.previous === ZERO_HASH ? 'concluded' : 'amended', concerned, about.digest)]
    }
    case 'monthClosed':
      return describeClose(Number(args.month), agreement, tell, about ?? inForce)
    case 'lockResolved': {
      const kind = args.unlocked === 'true' ? 'milestoneReached' : 'milestoneMissed'
      return [tell(kind, everyone, `${args.digest}:${args.clause}`, { clause: Number(args.clause) })]
    }
    case 'frozen':
      return [tell('frozen', everyone, `${root}:${event.transaction}`, { until: Number(args.until) })]
    case 'resumed':
      return [tell('resumed', everyone, `${root}:${event.transaction}`)]
    case 'terminated':
    case 'superseded':
    case 'completed':
      return [tell(event.kind, everyone, root)]
    case 'settled':
      // What each receives is told with the money itself.
      return []
  }
}

type Tell = (kind: AlertKind, accounts: Address[], key: string, more?: Record<string, unknown>) => Alert

/** What the month gave to each party, and what is still due when the revenue was not enough. */
function describeClose(month: number, agreement: AgreementView, tell: Tell, version: Version): Alert[] {
  const { root, asset, clauses } = agreement
  const closed = agreement.months.find(each => each.month === month)
  if (!closed) return []
  const { symbol, decimals } = asset
  const accounts = accountsOf(version)
  const alerts = accounts.map((account, i) =>
    tell('monthClosed', [account], `${root}:${month}`, {
      ...{ month, net: closed.net, share: closed.received[i] ?? '0', symbol, decimals },
      byDefault: closed.status === 'closedByDefault',
    }),
  )
  const isLast = agreement.months.every(each => each.month <= month || each.closedAt === null)
  const due = clauses.reduce((sum, { unpaid }) => sum + BigInt(unpaid ?? 0), 0n)
  if (isLast && due > 0n)
    alerts.push(tell('paymentDue', accounts, `${root}:${month}`, { month, amount: String(due), symbol, decimals }))
  return alerts
}

/** The parties of a version that are to sign it now: with an order, only the next. */
export function listSigners(version: Version): Address[] {
  const missing = accountsOf(version).filter(account => !version.signed.includes(account))
  return version.terms.rules.ordered ? missing.slice(0, 1) : missing
}

function askForSignatures(version: Version, agreement: AgreementView, by?: string): Alert[] {
  if (!version.isOpen) return []
  const { root, business } = agreement
  const kind = version.previous === ZERO_HASH ? 'signatureNeeded' : 'amendmentWaits'
  const args = { business, until: version.terms.rules.signBy, ...(by === undefined ? {} : { by: getAddress(by) }) }
  const accounts = [...listSigners(version), ...leaversOf(version, agreement)]
  return [{ accounts, kind, subject: root, args, key: `${kind}:${version.digest}` }]
}

/** Parties of the version in force that this one leaves out: without their signatures it cannot take effect either. */
function leaversOf(version: Version, agreement: AgreementView): Address[] {
  const inForce = version.previous === ZERO_HASH ? undefined : versionOf(agreement, version.previous)
  const stay = accountsOf(version)
  return inForce ? accountsOf(inForce).filter(account => !stay.includes(account)) : []
}

export const accountsOf = ({ terms }: Version): Address[] => terms.parties.map(({ account }) => getAddress(account))

/** A version of an agreement with who signed it ahead, and whether it still waits for signatures. */
export function versionOf(agreement: AgreementView, digest: Hex): Version | undefined {
  const found = agreement.versions.find(version => version.digest === digest)
  if (!found) return undefined
  const of = (kind: AgreementEvent['kind']) =>
    agreement.events.some(event => event.kind === kind && event.args.digest === digest)
  const isEnded = ['terminated', 'superseded', 'completed'].includes(agreement.status)
  const isFirst = found.previous === ZERO_HASH
  // Of two amendments of one version the first to be concluded wins.
  const isOpen =
    found.concludedAt === null && !of('declined') && !isEnded && (isFirst || found.previous === agreement.digest)
  const terms = decodeTerms(found.terms)
  return { digest, previous: found.previous, terms, isOpen, signed: signedUpTo(agreement, digest) }
}

function signedUpTo(agreement: AgreementView, digest: Hex, id?: string): Address[] {
  return agreement.events
    .filter(event => event.kind === 'signed' && event.args.digest === digest && (id === undefined || event.id <= id))
    .map(event => getAddress(event.args.party ?? ''))
}
