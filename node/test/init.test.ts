import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type InitNodeReturnType, initNode, joinNode } from '../src/init.ts'
import { announceRotation, applyRotation, signRotation } from '../src/rotate.ts'
import { planNodes, runNode, type TestNode } from './nodes.ts'
import { freePort, nodeAccount, nodeKey, type Stack, startStack } from './stack.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let stack: Stack
let quorum: Hex
let node: TestNode
let made: InitNodeReturnType

const directoryOf = (name: string) => join(stack.folder, name)
const init = async (name: string) =>
  initNode({
    directory: directoryOf(name),
    name,
    rpcUrl: stack.rpcUrl,
    databaseUrl: await stack.createDatabase(name),
    deploymentFile: stack.deploymentFile,
    port: await freePort(),
  })

beforeAll(async () => {
  stack = await startStack()
  quorum = await stack.createQuorum(4, 2)
  const [plan] = await planNodes(stack, { count: 1, sources: [] })
  node = await runNode(plan as Record<string, string>)
})

afterAll(async () => {
  await node.stop()
  await stack.stop()
})

describe(initNode, () => {
  test('behavior: makes key and settings once, for their owner alone', async () => {
    made = await init('fresh')
    const key = readFileSync(made.keyFile, 'utf8')
    for (const file of [made.keyFile, made.envFile]) expect(statSync(file).mode & 0o777).toBe(0o600)
    const again = await init('fresh')
    expect(again.address).toBe(made.address)
    expect(readFileSync(made.keyFile, 'utf8')).toBe(key)
  })

  test('error: ForeignChain', async () => {
    const deploymentFile = join(stack.folder, 'foreign.json')
    const deployment = JSON.parse(readFileSync(stack.deploymentFile, 'utf8'))
    writeFileSync(deploymentFile, JSON.stringify({ ...deployment, genesisHash: `0x${'11'.repeat(32)}` }))
    const parameters = { directory: directoryOf('x'), name: 'x', rpcUrl: stack.rpcUrl, databaseUrl: '', port: 1 }
    await expect(initNode({ ...parameters, deploymentFile })).rejects.toMatchObject({ code: 'ForeignChain' })
  })
})

describe(joinNode, () => {
  test('behavior: checks the peers and says whether the quorum lists the node', async () => {
    const directory = directoryOf('fresh')
    const gone = `http://127.0.0.1:${await freePort()}`
    const joined = await joinNode({ directory, quorum, peers: [node.url, gone], sources: ['http://127.0.0.1:1'] })
    expect(joined).toMatchObject({ address: made.address, isMember: false, needed: 3 })
    expect(joined.peers).toEqual([
      { url: node.url, address: node.address, problem: null },
      { url: gone, address: null, problem: 'does not answer' },
    ])
    expect(parseEnv(readFileSync(made.envFile, 'utf8'))).toMatchObject({
      PEERS: `${node.url},${gone}`,
      NODE_NAME: 'fresh',
    })
  })
})

describe('rotation', () => {
  test('behavior: the members seat a new one', async () => {
    const members = await Promise.all(
      [0, 1, 2, 3].map(async i => {
        const { keyFile } = await init(`member_${i}`)
        writeFileSync(keyFile, nodeKey(i))
        return nodeAccount(i).address
      }),
    )
    const next = [...members, made.address]
    const rotation = { quorum, next, round: 1n }
    const sign = async (i: number) =>
      (await signRotation({ ...rotation, directory: directoryOf(`member_${i}`) })).signature
    const signatures = await Promise.all([3, 0, 1].map(sign))
    const directory = directoryOf('member_0')
    await expect(announceRotation({ ...rotation, directory, signatures: signatures.slice(1) })).rejects.toThrow(
      '2 members',
    )
    await announceRotation({ ...rotation, directory, signatures })
    await stack.chain.setBalance({ address: made.address, value: parseEther('1') })
    await applyRotation({ ...rotation, directory: directoryOf('fresh') })
    const joined = await joinNode({ directory: directoryOf('fresh'), quorum, peers: [], sources: [] })
    expect(joined).toMatchObject({ isMember: true, members: next, needed: 3 })
  })
})
