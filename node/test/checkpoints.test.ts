import { factDigest } from '@concordat/sdk/facts.ts'
import type { CheckpointsView } from '@concordat/sdk/proof/checkpoint.ts'
import { checkpointFact } from '@concordat/sdk/proof/checkpoint.ts'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { recoverSigner } from '../src/facts/sign.ts'
import { healthOf, planNodes, runNode, type TestNode } from './nodes.ts'
import { nodeAccount, type Stack, startStack, until } from './stack.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let stack: Stack
let quorum: Hex
let nodes: TestNode[]
let genesisHash: Hex

beforeAll(async () => {
  stack = await startStack()
  quorum = await stack.createQuorum(4, 2)
  genesisHash = (await stack.client.getBlock({ blockNumber: 0n })).hash
  const plans = await planNodes(stack, { count: 4, sources: [], env: { CHECKPOINT_EVERY: '10' } })
  nodes = await Promise.all(plans.map(runNode))
  await stack.chain.mine({ blocks: 25 })
  await until('every node has read the chain', async () =>
    (await Promise.all(nodes.map(healthOf))).every(({ block, status }) => block > 20 && status === 'up'),
  )
  await until('every node signs', async () =>
    (await Promise.all(nodes.map((_, i) => ask(i, '1')))).every(({ status }) => status === 200),
  )
})

afterAll(async () => {
  await Promise.all(nodes.map(node => node.stop()))
  await stack.stop()
})

const ask = (node: number, path: string) => fetch(`${nodes[node]?.url}/v1/checkpoints/${path}`)
const get = async (node: number, path: string) => (await (await ask(node, path)).json()) as CheckpointsView
const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code

describe('checkpoints', () => {
  test('behavior: a block asked for is signed by every node, in the order of the quorum', async () => {
    const [enough] = (await get(0, '7,13')).checkpoints
    expect(enough?.signatures.length).toBeGreaterThanOrEqual(3)
    // The others' arrive by themselves.
    await until('all have signed', async () =>
      (await get(0, '7,13')).checkpoints.every(({ signatures }) => signatures.length === 4),
    )
    const [checkpoint, another] = (await get(0, '7,13')).checkpoints
    const block = await stack.client.getBlock({ blockNumber: 7n })
    const timestamp = Number(block.timestamp)
    const fact = checkpointFact({ quorum, genesisHash, number: 7n, hash: block.hash, timestamp })
    const digest = factDigest(fact, stack.chainId, stack.contracts.Facts)
    expect(checkpoint).toMatchObject({ quorum, number: 7, hash: block.hash, timestamp, digest, needed: 3 })
    expect(another?.number).toBe(13)
    const attestors = [0, 1, 2, 3].map(i => nodeAccount(i).address.toLowerCase())
    expect(checkpoint?.signatures.map(({ attestor }) => attestor)).toEqual(attestors)
    expect(checkpoint?.signatures.map(({ signature }) => recoverSigner(digest, signature))).toEqual(attestors)
    await until('another node says the same', async () => {
      const [other] = (await get(3, '7')).checkpoints
      return JSON.stringify(other) === JSON.stringify(checkpoint)
    })
  })

  test('behavior: every tenth block is signed without being asked', async () => {
    const height = Math.floor(((await healthOf(nodes[0] as TestNode)).block ?? 0) / 10) * 10
    await until('the regular checkpoint is shared', async () => {
      const { attestations } = (await (
        await fetch(`${nodes[0]?.url}/attestations?attestor=${nodeAccount(1).address}`)
      ).json()) as { attestations: { fact: { round: string } }[] }
      return attestations.some(({ fact }) => fact.round === String(height))
    })
  })

  test('error: BlockNotFinal', async () => {
    const response = await ask(0, '100000')
    expect(response.status).toBe(409)
    expect(await codeOf(response)).toBe('BlockNotFinal')
  })

  test('error: NotAMember', async () => {
    expect(await codeOf(await ask(0, `7?quorum=0x${'12'.repeat(32)}`))).toBe('NotAMember')
  })

  test('error: RequestUnreadable', async () => {
    expect(await codeOf(await ask(0, 'seven'))).toBe('RequestUnreadable')
  })

  test('error: BlockReorganised, for ever', async () => {
    const number = await stack.client.getBlockNumber({ cacheTime: 0 })
    await until('the nodes have read the block', async () => (await ask(0, `${number}`)).status === 200)
    const [before] = (await get(0, `${number}`)).checkpoints
    const request = stack.chain.request as (call: { method: string; params: unknown[] }) => Promise<unknown>
    await request({ method: 'evm_setNextBlockTimestamp', params: [Number(before?.timestamp) + 1_000] })
    await request({ method: 'anvil_reorg', params: [3, []] })
    await stack.chain.mine({ blocks: 5 })
    expect((await stack.client.getBlock({ blockNumber: number })).hash).not.toBe(before?.hash)
    for (const i of [0, 1, 2, 3])
      await until('the node refuses', async () => {
        const response = await ask(i, `${number}`)
        expect(response.status).not.toBe(200)
        return response.status === 409 && (await codeOf(response)) === 'BlockReorganised'
      })
    expect((await ask(0, `${number + 1n}`)).status).toBe(200)
  })
})
