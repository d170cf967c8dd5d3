import { agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { LeaverSignature } from '@concordat/sdk/views.ts'
import { type Address, createPublicClient, type Hex, http, isAddressEqual } from 'viem'
import type { Context } from '../context.ts'
import type { Sql } from '../database/connect.ts'
import { ApiError } from '../errors.ts'

type Given = { root: Hex; digest: Hex; account: Address; signature: Hex }

export function listLeaverSignatures(sql: Sql, digest: Hex): Promise<LeaverSignature[]> {
  return sql<LeaverSignature[]>`
    select account, signature, extract(epoch from signed_at)::int as at
    from leaver_signatures where digest = ${digest} order by signed_at, account`
}

/** Keeps the signature of a party that leaves, for whoever carries the amendment out. The first one stays. */
export async function keepLeaverSignature(context: Context, given: Given): Promise<void> {
  const { digest, account, signature } = given
  const terms = await findTerms(context, given)
  const { chainId, contracts } = context.deployment
  const typedData = agreementTypedData(decodeTerms(terms), chainId, contracts.Splits)
  const chain = createPublicClient({ transport: http(context.rpcUrl) })
  const isSigned = await chain.verifyTypedData({ ...typedData, address: account, signature, mode: 'eoa' })
  if (!isSigned)
    throw new ApiError(422, 'NotASigner', `The signature is not that of ${account} over these terms.`, {
      party: account,
    })
  await context.sql`
    insert into leaver_signatures ${context.sql({ digest, account, signature })} on conflict do nothing`
}

/** The terms of an amendment that waits for the signature of an account that leaves. */
async function findTerms({ indexer }: Context, { root, digest, account }: Given): Promise<Hex> {
  const view = await indexer.getAgreement(root)
  const pending = view?.pending.find(each => each.digest === digest && each.declined === null)
  const terms = view?.versions.find(each => each.digest === digest)?.terms
  if (!pending || !terms)
    throw new ApiError(404, 'AmendmentUnknown', `No amendment ${digest} waits for signatures.`, { digest })
  if (!pending.signers.some(signer => signer.leaves && isAddressEqual(signer.account, account)))
    throw new ApiError(422, 'NotALeaver', `${account} does not leave the agreement with this amendment.`, { account })
  return terms
}
