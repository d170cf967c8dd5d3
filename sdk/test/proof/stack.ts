import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { deploy } from '@concordat/cli/deploy/deploy.ts'
import { startAnvil } from '@concordat/cli/stack/anvil.ts'
import {
  type Abi,
  type Address,
  compactSignatureToSignature,
  createPublicClient,
  createTestClient,
  createWalletClient,
  encodeFunctionData,
  getAddress,
  type Hex,
  hashTypedData,
  http,
  keccak256,
  parseCompactSignature,
  parseSignature,
  serializeCompactSignature,
  serializeSignature,
  signatureToCompactSignature,
  stringToHex,
  type TransactionReceipt,
} from 'viem'
import { mnemonicToAccount, privateKeyToAccount, sign } from 'viem/accounts'
import { factDigest } from '../../src/facts.ts'
import { factsAbi, ledgerAbi, paymentsAbi, splitsAbi } from '../../src/generated/abi.ts'
import { quorumId } from '../../src/ids.ts'
import { type CheckpointView, checkpointFact } from '../../src/proof/checkpoint.ts'
import { agreementDigest } from '../../src/splits/terms/digest.ts'
import type { Agreement } from '../../src/splits/terms/types.ts'
import { domainOf, rotationTypes } from '../../src/typedData.ts'
import type { Fact } from '../../src/types.ts'

const mnemonic = 'test test test test test test test test test test test junk'
const keyOf = (name: string): Hex => keccak256(stringToHex(name))
const addressOf = (name: string) => privateKeyToAccount(keyOf(name)).address

/** A wallet contract that accepts every signature (ERC-1271). */
export const wallet1271 = getAddress(`0x${'a1'.repeat(20)}`)

/** A party with a key. */
export const party = (name: string) => addressOf(name)

async function compact(hash: Hex, name: string): Promise<Hex> {
  const signature = parseSignature(await sign({ hash, privateKey: keyOf(name), to: 'hex' }))
  return serializeCompactSignature(signatureToCompactSignature(signature))
}

/** A chain with the contracts and a quorum of four nodes, of which three must agree. */
export async function startChain() {
  const anvil = await startAnvil({ port: await freePort() })
  const transport = http(anvil.url)
  const client = createPublicClient({ transport, pollingInterval: 20 })
  const chain = createTestClient({ mode: 'anvil', transport })
  const account = mnemonicToAccount(mnemonic)
  const wallet = createWalletClient({ account, transport, pollingInterval: 20 })
  const { contracts, chainId, genesisHash } = await deploy(client as never, { wallet: wallet as never })
  await chain.setCode({ address: wallet1271, bytecode: '0x631626ba7e60e01b60005260206000f3' })
  let members = [0, 1, 2, 3].map(i => `node ${i}`)
  let rotations = 0n

  /** On this chain a block's number is there before its receipts, and no further block comes by itself. */
  const receiptOf = async (hash: Hex): Promise<TransactionReceipt> => {
    for (;;) {
      const receipt = await client.getTransactionReceipt({ hash }).catch(() => null)
      if (receipt) return receipt
      await setTimeout(5)
    }
  }
  const send = async (address: Address, abi: Abi, functionName: string, args: readonly unknown[]) => {
    const hash = await wallet.writeContract({ address, abi, functionName, args, chain: null, gas: 10_000_000n })
    const receipt = await receiptOf(hash)
    if (receipt.status !== 'success') throw new Error(`${functionName} was reverted`)
    return Number(receipt.blockNumber)
  }
  const onSplits = (name: string, ...args: unknown[]) => send(contracts.Splits, splitsAbi as Abi, name, args)
  const onLedger = (name: string, ...args: unknown[]) => send(contracts.Ledger, ledgerAbi as Abi, name, args)
  const onFacts = (name: string, ...args: unknown[]) => send(contracts.Facts, factsAbi as Abi, name, args)
  const first = members.map(addressOf)
  await onFacts('create', first, 2, 0)
  const quorum = quorumId(first, 2, 0)

  /** Signatures of the first three members over a digest. */
  const confirm = async (digest: Hex) => {
    const parts = await Promise.all(members.slice(0, 3).map(name => compact(digest, name)))
    return { mask: 7, signatures: `0x${parts.map(part => part.slice(2)).join('')}` as Hex }
  }
  const confirmFact = (fact: Fact) => confirm(factDigest(fact, chainId, contracts.Facts))

  /** What the nodes of a quorum would answer: signatures of these members. */
  const checkpointsOf = (quorum: Hex, by: () => string[]) => (numbers: number[]) =>
    Promise.all(
      numbers.map(async (number): Promise<CheckpointView> => {
        const { hash, timestamp } = await client.getBlock({ blockNumber: BigInt(number) })
        const time = Number(timestamp)
        const fact = checkpointFact({ quorum, genesisHash, number: BigInt(number), hash, timestamp: time })
        const digest = factDigest(fact, chainId, contracts.Facts)
        const signatures = await Promise.all(
          by().map(async name => ({ attestor: addressOf(name), signature: await compact(digest, name) })),
        )
        return { quorum, number, hash, timestamp: time, digest, needed: 3, signatures }
      }),
    )

  return {
    ...{ client, chain, contracts, chainId, genesisHash, quorum, send, onSplits, onLedger, onFacts, confirmFact },
    /** What these members would answer, whoever is in the quorum now. */
    checkpointsBy: (names: string[]) => checkpointsOf(quorum, () => names),
    /** Who pays for the gas, and can hold units. */
    holder: account.address,
    /** Another quorum of four, whose members sign what they are asked. */
    createQuorum: async (name: string) => {
      const names = [0, 1, 2, 3].map(i => `${name} ${i}`)
      await onFacts('create', names.map(addressOf), 2, 0)
      const id = quorumId(names.map(addressOf), 2, 0)
      return { id, checkpoints: checkpointsOf(id, () => names) }
    },
    deploy: async (bytecode: Hex): Promise<Address> => {
      const hash = await wallet.sendTransaction({ data: bytecode, chain: null })
      const { contractAddress } = await receiptOf(hash)
      if (!contractAddress) throw new Error('nothing was deployed')
      return contractAddress
    },
    /** Has a key send a transaction of its own. */
    sendAs: async (name: string, address: Address, abi: Abi, functionName: string, args: readonly unknown[]) => {
      const own = privateKeyToAccount(keyOf(name))
      await chain.setBalance({ address: own.address, value: 10n ** 18n })
      const owner = createWalletClient({ account: own, transport, pollingInterval: 20 })
      const hash = await owner.writeContract({ address, abi, functionName, args, chain: null })
      const { status } = await receiptOf(hash)
      if (status !== 'success') throw new Error(`${functionName} was reverted`)
    },
    digestOf: (agreement: Agreement) => agreementDigest(agreement, chainId, contracts.Splits),
    /** Several calls of Payments in one transaction. */
    batch: (
      calls: { functionName: 'issue' | 'refund' | 'dispute' | 'reinstate' | 'release'; args: readonly unknown[] }[],
    ) => {
      const data = calls.map(call => encodeFunctionData({ abi: paymentsAbi, ...call } as never))
      return send(contracts.Payments, paymentsAbi as Abi, 'multicall', [data])
    },
    /** A party's signature over the digest: 64 bytes, or 65. */
    signBy: async (name: string, digest: Hex, isLong = false): Promise<Hex> => {
      const signature = await compact(digest, name)
      return isLong ? serializeSignature(compactSignatureToSignature(parseCompactSignature(signature))) : signature
    },
    rotate: async (names: string[]) => {
      const next = names.map(addressOf)
      const round = ++rotations
      const digest = hashTypedData({
        domain: domainOf('Concordat Facts', chainId, contracts.Facts),
        types: rotationTypes,
        primaryType: 'Rotation',
        message: { quorum, round, next },
      })
      await onFacts('rotate', quorum, round, next, await confirm(digest))
      await onFacts('applyRotation', quorum, next)
      members = names
    },
    /** What the nodes would answer: signatures of all present members. */
    checkpoints: checkpointsOf(quorum, () => members),
    stop: () => anvil.stop(),
  }
}
export type Chain = Awaited<ReturnType<typeof startChain>>

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
