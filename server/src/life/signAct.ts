import { actHash, type Chain } from '@concordat/sdk/life/acts.ts'
import type { ActView } from '@concordat/sdk/views.ts'
import type { Address, Hex } from 'viem'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { holdBack } from '../events/holdBack.ts'
import type { VerifyHash } from '../sessions/verifySignature.ts'
import { tellAct } from './tellAct.ts'

export type GivenSignature = {
  account: Address
  signature: Hex
  /** For the arbiters' word: the time that the signer's own copy of the fact states. */
  observedAt?: number | undefined
}

/** How far the signer's clock may differ, in seconds. */
const skew = 600

/** Keeps a signature under an act, and tells the others; throws where it is not one, or not asked for. */
export async function signAct(
  { sql, hub }: Context,
  { chain, verify, business }: { chain: Chain; verify: VerifyHash; business: Hex },
  act: ActView,
  { account, signature, observedAt }: GivenSignature,
): Promise<Hex> {
  if (!act.signers.some(signer => signer.account === account))
    throw new ApiError(403, 'NotASigner', `${account} is none of those who can sign this.`, { account })
  const fact = withTime(act, observedAt)
  const hash = actHash({ kind: act.kind, digest: act.digest, fact }, chain)
  if (!(await verify(account, hash, signature)))
    throw new ApiError(422, 'SignatureRefused', 'The signature is not of this account, or of something else.', { hash })

  const { kind, root, digest } = act
  const row = { hash, kind, root, digest, account, signature }
  const { later, release } = holdBack(hub)
  await sql.begin(async tx => {
    const added = await tx`
      insert into act_signatures ${tx({ ...row, fact: fact && tx.json(fact) } as never)}
      on conflict (hash, account) do nothing returning account`
    if (added.length === 1) await tellAct(tx, later, { ...act, hash }, { business, account, what: 'Signed' })
  })
  release()
  return hash
}

/** Takes a signature under an act back, and tells the others. */
export async function withdrawSignature(
  { sql, hub }: Context,
  act: ActView,
  { business, account }: { business: Hex; account: Address },
): Promise<void> {
  const { later, release } = holdBack(hub)
  await sql.begin(async tx => {
    const gone = await tx`
      delete from act_signatures where hash = ${act.hash} and account = ${account} returning account`
    if (gone.length === 1) await tellAct(tx, later, act, { business, account, what: 'Withdrawn' })
  })
  release()
}

/** The first arbiter states the time; the others sign the same. */
function withTime(act: ActView, observedAt: number | undefined): ActView['fact'] {
  const { fact } = act
  const isFirst = act.signers.every(({ signedAt }) => signedAt === null)
  if (!fact || observedAt === undefined || observedAt === fact.observedAt) return fact
  if (!isFirst || Math.abs(observedAt - fact.observedAt) > skew)
    throw new ApiError(
      409,
      'ActDiffers',
      'The others have signed this with another time: read it again and sign that.',
      {
        given: observedAt,
        expected: fact.observedAt,
      },
    )
  return { ...fact, observedAt, validUntil: fact.validUntil + observedAt - fact.observedAt }
}
