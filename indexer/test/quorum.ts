import { factDigest } from '@concordat/sdk/facts.ts'
import { factsAbi } from '@concordat/sdk/generated/abi.ts'
import { quorumId } from '@concordat/sdk/ids.ts'
import type { Confirmations, Fact } from '@concordat/sdk/types.ts'
import { concat, type Hex, parseSignature, serializeCompactSignature, signatureToCompactSignature } from 'viem'
import { accountAt, type Stack } from './startStack.ts'

/** Accounts 10 to 13 attest; more than 2 of them must. */
const attestors = [10, 11, 12, 13].map(accountAt)
const k = 2
/** The longest there is, in seconds. */
const notice = 2 ** 32 - 1

export const members = attestors.map(({ address }) => address)

/** Creates the quorum of the test's attestors. */
export async function createQuorum({ client, walletOf, contracts }: Stack): Promise<Hex> {
  const call = { abi: factsAbi, address: contracts.Facts, functionName: 'create', chain: null } as const
  const hash = await walletOf(0).writeContract({ ...call, args: [members, k, notice] })
  await client.waitForTransactionReceipt({ hash })
  return quorumId(members, k, notice)
}

/** The word of the attestors named, by index. */
export async function confirm({ chainId, contracts }: Stack, fact: Fact, who = [0, 1, 3]): Promise<Confirmations> {
  const hash = factDigest(fact, chainId, contracts.Facts)
  const signatures = await Promise.all(
    who.map(async i => {
      const signature = await attestors[i]?.sign({ hash })
      if (!signature) throw new Error(`There is no attestor ${i}.`)
      return serializeCompactSignature(signatureToCompactSignature(parseSignature(signature)))
    }),
  )
  return { mask: who.reduce((mask, i) => mask | (1 << i), 0), signatures: concat(signatures) }
}
