import { BaseError } from '@concordat/sdk/errors/base.ts'
import { factsAbi } from '@concordat/sdk/generated/abi.ts'
import { domainOf, rotationTypes } from '@concordat/sdk/typedData.ts'
import { type Address, createWalletClient, encodeFunctionData, type Hex, hashTypedData, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { recoverSigner, signDigest } from '../facts/sign.ts'
import { readKey } from '../key.ts'
import { buildConfirmations } from '../submit/confirmations.ts'
import { reachChain, readQuorum } from './reach.ts'
import { readSettings } from './settings.ts'

export type RotationParameters = {
  /** The folder of any prepared node, whose chain and key are used. */
  directory: string
  quorum: Hex
  /** The members to come, in order. */
  members: Address[]
  /** Number of the announcement, above the last one's and the same for all who sign: the next one where it is not given. */
  round?: bigint | undefined
}

/** Signs the quorum's next members with the node's key: one of the more than k signatures a rotation needs. */
export async function signRotation(parameters: RotationParameters) {
  const { account, privateKey, digest, round, standing } = await open(parameters)
  if (!standing.members.includes(account.address))
    throw new BaseError(
      'NotAnAttestor',
      `${account.address} is no member of this quorum, so its signature would not count: sign with a member's node.`,
    )
  return { attestor: account.address, round, needed: standing.k + 1, signature: signDigest(digest, privateKey) }
}

/**
 * Announces the next members with the signatures of more than k present ones. After the quorum's notice time
 * `applyRotation` seats them.
 */
export async function announceRotation(parameters: RotationParameters & { signatures: Hex[] }) {
  const { quorum, members, signatures } = parameters
  const { chain, digest, round, standing, send } = await open(parameters)
  const attestors = standing.members.map(member => member.toLowerCase() as Address)
  const bySigner = new Map<Address, Hex>()
  for (const signature of signatures) {
    const signer = recoverSigner(digest, signature)
    if (signer === null || !attestors.includes(signer))
      throw new BaseError(
        'NotAnAttestor',
        `The signature ${signature.slice(0, 10)}... is not a member's for these members in this order and round ${round}: ` +
          'have everybody sign exactly these.',
      )
    bySigner.set(signer, signature)
  }
  const confirmations = buildConfirmations({ quorum, attestors, k: standing.k }, bySigner)
  if (!confirmations)
    throw new BaseError(
      'BelowQuorum',
      `${bySigner.size} members signed, at least ${standing.k + 1} of ${attestors.length} must: collect more signatures.`,
    )
  const call = { functionName: 'rotate', args: [quorum, round, members, confirmations] } as const
  const transaction = await send(encodeFunctionData({ abi: factsAbi, ...call }))
  return { transaction, round, appliesAt: (await readQuorum(chain, quorum)).appliesAt }
}

/** Seats the members announced last; possible once the notice time is over, for anyone. */
export async function applyRotation(parameters: Omit<RotationParameters, 'round'>) {
  const { quorum, members } = parameters
  const { send } = await open(parameters)
  const call = { functionName: 'applyRotation', args: [quorum, members] } as const
  return { transaction: await send(encodeFunctionData({ abi: factsAbi, ...call })), members }
}

async function open({ directory, quorum, members, round }: RotationParameters) {
  const settings = readSettings(directory)
  const chain = await reachChain(settings.RPC_URL, settings.DEPLOYMENT)
  const { client, deployment } = chain
  const facts = deployment.contracts.Facts
  const privateKey = readKey(settings.KEY_FILE)
  const account = privateKeyToAccount(privateKey)
  const standing = await readQuorum(chain, quorum)
  const number = round ?? standing.rotation + 1n
  const digest = hashTypedData({
    domain: domainOf('Concordat Facts', deployment.chainId, facts),
    types: rotationTypes,
    primaryType: 'Rotation',
    message: { quorum, round: number, next: members },
  })
  const wallet = createWalletClient({ account, transport: http(settings.RPC_URL) })
  const send = async (data: Hex): Promise<Hex> => {
    // Asked first, so that a refusal says why and costs nothing.
    await client.call({ account: account.address, to: facts, data })
    const hash = await wallet.sendTransaction({ chain: null, to: facts, data })
    const { status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new BaseError('Reverted', `The chain refused transaction ${hash}: try again.`)
    return hash
  }
  return { chain, account, privateKey, digest, round: number, standing, send }
}
