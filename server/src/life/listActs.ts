import { actHash, type Chain } from '@concordat/sdk/life/acts.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { ActKind, ActView, AgreementView } from '@concordat/sdk/views.ts'
import { type Address, getAddress, type Hex } from 'viem'
import type { Sql } from '../database/connect.ts'
import type { Indexer } from '../indexer/createIndexer.ts'

type Row = {
  hash: Hex
  kind: ActKind
  digest: Hex
  fact: ActView['fact']
  account: Address
  signature: Hex
  signedAt: number
}

export type Standing = { agreement: AgreementView; round: number; now: number }

/** How long the arbiters have to sign one word together, in seconds. */
const validFor = 7 * 86_400

/** What can be done with an agreement now by signing together, with the signatures that still count. */
export async function listActs(sql: Sql, indexer: Indexer, chain: Chain, standing: Standing): Promise<ActView[]> {
  const { agreement, round, now } = standing
  const { root, digest, status, parties } = agreement
  const { arbiters, maxFreeze } = decodeTerms(agreement.terms).rules
  const rows = await sql<Row[]>`
    select hash, kind, digest, fact, account, signature, floor(extract(epoch from signed_at))::bigint as "signedAt"
    from act_signatures where root = ${root} order by signed_at, account`
  const acts: ActView[] = []

  if (status === 'effective' || status === 'frozen') {
    const accounts = parties.map(({ account }) => getAddress(account))
    const hash = actHash({ kind: 'terminate', digest, fact: null }, chain)
    acts.push(viewAct({ kind: 'terminate', root, digest, hash, fact: null, needed: accounts.length }, accounts, rows))
  }
  const canFreeze = status === 'effective' || status === 'frozen' || status === 'terminated'
  const quorum = canFreeze && maxFreeze > 0 ? await indexer.getQuorum(arbiters) : null
  if (quorum) {
    const kind = agreement.frozenUntil === null ? ('freeze' as const) : ('resume' as const)
    const begun = rows.find(row => row.kind === kind && row.fact?.round === round && row.fact.validUntil > now)
    const fact = begun?.fact ?? { root, arbiters, round, observedAt: now, validUntil: now + validFor }
    const hash = actHash({ kind, digest, fact }, chain)
    acts.push(viewAct({ kind, root, digest, hash, fact, needed: quorum.needed }, quorum.members, rows))
  }
  return acts
}

function viewAct(act: Omit<ActView, 'signers' | 'signatures'>, accounts: Address[], rows: Row[]): ActView {
  const given = rows.filter(({ hash }) => hash === act.hash)
  const of = (account: Address) => given.find(row => row.account === account)
  const signers = accounts.map(account => ({ account, signedAt: of(account)?.signedAt ?? null }))
  const signatures = accounts.flatMap(account => {
    const signature = of(account)?.signature
    return signature ? [{ account, signature }] : []
  })
  // Before that, a signature is nobody's to use: whoever gave it can take it back.
  return { ...act, signers, signatures: signatures.length >= act.needed ? signatures : null }
}
