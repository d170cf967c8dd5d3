import { BaseError } from '@concordat/sdk/errors/base.ts'
import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { signaturesOf, signersOf } from '@concordat/sdk/splits/amendmentSignatures.ts'
import { agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { AgreementView, LeaverSignature, PendingVersion } from '@concordat/sdk/views.ts'
import { type Hex, isAddressEqual } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { api } from '../../api.ts'
import type { Context } from '../../context.ts'
import { getAgreement, transact } from './transact.ts'

/** Who has signed an amendment now, and the transaction that put it in force, if that was the last signature. */
export type SignedAmendment = { signers: PendingVersion['signers']; inForce: Hex | null }

/** The amendment that waits for signatures: the only one, or the one with this digest; undefined where none does. */
export function findAmendment({ pending }: AgreementView, digest?: string): PendingVersion | undefined {
  const open = pending.filter(each => each.declined === null && each.signBy >= Math.floor(Date.now() / 1_000))
  const wanted = digest === undefined ? open : open.filter(each => each.digest === digest.toLowerCase())
  if (wanted.length > 1) throw new ConcordatError('AmendmentAmbiguous', { digests: wanted.map(each => each.digest) })
  if (digest !== undefined && wanted.length === 0)
    throw new BaseError('AmendmentUnknown', `No amendment ${digest} of this agreement waits for signatures.`)
  return wanted[0]
}

/** Waits until readers know of an amendment that was just published; throws AmendmentUnknown after half a minute. */
export async function awaitAmendment(root: string, digest: Hex): Promise<AgreementView> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const view = await getAgreement(root)
    if (view.pending.some(each => each.digest === digest)) return view
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  throw new BaseError('AmendmentUnknown', `The amendment ${digest} is published, but readers do not know of it yet.`)
}

/**
 * Signs an amendment with each account. The chain records the signatures of its own parties; those of parties it leaves out are
 * kept by the server; the last one of all carries it out.
 */
export async function signAmendment(
  context: Context,
  view: AgreementView,
  { digest }: PendingVersion,
  accounts: PrivateKeyAccount[],
): Promise<SignedAmendment> {
  const { root, terms, versions } = view
  const encoded = versions.find(each => each.digest === digest)?.terms
  const pending = structuredClone(view.pending.find(each => each.digest === digest))
  if (!encoded || !pending) throw new BaseError('AmendmentUnknown', `No amendment ${digest} waits for signatures.`)
  const [next, current] = [decodeTerms(encoded), decodeTerms(terms)]
  const path = `/api/amendments/${digest}/signatures`
  let kept = await api<LeaverSignature[]>(path)
  let inForce: Hex | null = null
  const { stack, deployment } = context
  for (const account of accounts) {
    const signer = pending.signers.find(each => isAddressEqual(each.account, account.address))
    if (!signer) throw new ConcordatError('NotAParty', { account: account.address })
    const signature = await account.signTypedData(
      agreementTypedData(next, stack.chainId, deployment.contracts.Splits) as never,
    )
    const all = signaturesOf(pending, kept, { account: account.address, signature })
    if (all && view.status === 'effective') inForce = await transact(context, account, 'amend', [next, current, all])
    else if (signer.leaves) {
      const body = JSON.stringify({ root, account: account.address, signature })
      kept = await api(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      continue
    } else {
      const party = next.parties.findIndex(each => isAddressEqual(each.account, account.address))
      await transact(context, account, 'sign', [next, BigInt(party), signature])
    }
    signer.signedAt = Math.floor(Date.now() / 1_000)
  }
  return { signers: signersOf(pending, kept), inForce }
}
