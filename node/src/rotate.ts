import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { factsAbi } from '@concordat/sdk/generated/abi.ts'
import { domainOf, rotationTypes } from '@concordat/sdk/typedData.ts'
import { type Address, createWalletClient, type Hex, hashTypedData, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { recoverSigner, signDigest } from './facts/sign.ts'
import { connectTo, readQuorum } from './init.ts'
import { readKey } from './key.ts'
import { buildConfirmations } from './submit/confirmations.ts'

export type RotationParameters = {
  /** The folder of a node that is a member. */
  directory: string
  quorum: Hex
  /** The members to come, in order. */
  next: Address[]
  /** Number of the announcement: above the last one's. All members sign the same. */
  round: bigint
}

/** Signs the quorum's next members with the node's key: one of the more than k signatures a rotation needs. */
export async function signRotation(parameters: RotationParameters): Promise<{ attestor: Address; signature: Hex }> {
  const { account, privateKey, digest } = await open(parameters)
  return { attestor: account.address, signature: signDigest(digest, privateKey) }
}

/**
 * Announces the next members with the signatures of more than k present ones. After the quorum's notice time
 * `applyRotation` seats them.
 */
export async function announceRotation(parameters: RotationParameters & { signatures: Hex[] }): Promise<Hex> {
  const { quorum, round, next, signatures } = parameters
  const { digest, members, k, send } = await open(parameters)
  const attestors = members.map(member => member.toLowerCase() as Address)
  const bySigner = new Map<Address, Hex>()
  for (const signature of signatures) {
    const signer = recoverSigner(digest, signature)
    if (signer === null || !attestors.includes(signer))
      throw new Error(`A signature is that of ${signer ?? 'nobody'}, who is no member or signed something else.`)
    bySigner.set(signer, signature)
  }
  const confirmations = buildConfirmations({ quorum, attestors, k }, bySigner)
  if (!confirmations) throw new Error(`${bySigner.size} members signed, more than ${k} must.`)
  return send('rotate', [quorum, round, next, confirmations])
}

/** Seats the members announced last; possible once the notice time is over, for anyone. */
export async function applyRotation(parameters: RotationParameters): Promise<Hex> {
  const { send } = await open(parameters)
  return send('applyRotation', [parameters.quorum, parameters.next])
}

async function open({ directory, quorum, next, round }: RotationParameters) {
  const env = parseEnv(readFileSync(join(resolve(directory), 'node.env'), 'utf8'))
  const rpcUrl = String(env.RPC_URL)
  const { client, facts, chainId } = await connectTo(rpcUrl, String(env.DEPLOYMENT))
  const privateKey = readKey(String(env.KEY_FILE))
  const account = privateKeyToAccount(privateKey)
  const { members, k } = await readQuorum(client, facts, quorum)
  const digest = hashTypedData({
    domain: domainOf('Concordat Facts', chainId, facts),
    types: rotationTypes,
    primaryType: 'Rotation',
    message: { quorum, round, next },
  })
  const wallet = createWalletClient({ account, transport: http(rpcUrl) })
  const send = async (functionName: 'rotate' | 'applyRotation', args: readonly unknown[]): Promise<Hex> => {
    const call = { address: facts, abi: factsAbi, functionName, args, account } as Parameters<
      typeof client.simulateContract
    >[0]
    await client.simulateContract(call)
    const hash = await wallet.writeContract({ ...call, chain: null } as never)
    const receipt = await client.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`${functionName} was reverted in ${hash}.`)
    return hash
  }
  return { account, privateKey, digest, members, k, send }
}
