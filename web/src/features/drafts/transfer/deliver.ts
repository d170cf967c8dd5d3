import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { reasonOf } from '@concordat/sdk/errors/reasonOf.ts'
import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Address, PublicClient } from 'viem'
import type { Signer } from '../../../lib/actor.tsx'
import { getJson } from '../../../lib/api.ts'
import { sendConfirmation } from '../queries.ts'
import type { SignedParcel } from './parcel.ts'

type Means = { client: PublicClient; signer: () => Promise<Signer>; splits: Address }

/** Tells the server or the chain what was signed without it. The other device may have done so already. */
export async function deliver(parcel: SignedParcel, means: Means): Promise<void> {
  if (parcel.kind === 'confirmation') return deliverConfirmation(parcel)
  return deliverSignature(parcel, means)
}

async function deliverConfirmation(parcel: Extract<SignedParcel, { kind: 'confirmation' }>): Promise<void> {
  const { id, snapshot, journal, signature } = parcel
  try {
    await sendConfirmation(id, { snapshot, journal, signature })
  } catch (refused) {
    // Once all have confirmed the draft goes on, and confirmations are not taken any more.
    const { confirmations } = await getJson<DraftView>(`/drafts/${id}`).catch(() => ({ confirmations: [] }))
    if (!confirmations.some(each => each.signature === signature)) throw refused
  }
}

async function deliverSignature(parcel: Extract<SignedParcel, { kind: 'signature' }>, means: Means): Promise<void> {
  const { client, signer, splits } = means
  const wallet = await signer()
  try {
    const { request } = await client.simulateContract({
      account: wallet.account,
      address: splits,
      abi: splitsAbi,
      functionName: 'sign',
      args: [decodeTerms(parcel.terms), BigInt(parcel.party), parcel.signature],
    })
    const hash = await wallet.writeContract(request)
    await client.waitForTransactionReceipt({ hash, timeout: 60_000 })
  } catch (error) {
    const code = reasonOf(error)?.code ?? ''
    // Terms are only concluded with everybody's signature.
    if (!['AlreadySigned', 'AlreadyConcluded'].includes(code)) throw error
  }
}
