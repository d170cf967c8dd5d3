import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import postgres from 'postgres'
import { type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type InitNodeReturnType, initNode } from '../src/setup/init.ts'
import { joinNode } from '../src/setup/join.ts'
import { announceRotation, applyRotation, signRotation } from '../src/setup/rotate.ts'
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
    host: '127.0.0.1',
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

  test('error: ForeignKey, and nothing is written', async () => {
    const sql = postgres(await stack.createDatabase('owned'))
    await sql`create table meta (name text primary key, value text not null)`
    await sql`insert into meta values ('address', ${nodeAccount(9).address})`
    await sql.end()
    await expect(init('owned')).rejects.toMatchObject({ code: 'ForeignKey' })
    expect(existsSync(directoryOf('owned'))).toBe(false)
  })

  test('error: ForeignChain', async () => {
    const deploymentFile = join(stack.folder, 'foreign.json')
    const deployment = JSON.parse(readFileSync(stack.deploymentFile, 'utf8'))
    writeFileSync(deploymentFile, JSON.stringify({ ...deployment, genesisHash: `0x${'11'.repeat(32)}` }))
    const parameters = {
      directory: directoryOf('x'),
      name: 'x',
      rpcUrl: stack.rpcUrl,
      databaseUrl: '',
      port: 1,
      host: '',
    }
    await expect(initNode({ ...parameters, deploymentFile })).rejects.toMatchObject({ code: 'ForeignChain' })
  })
})

describe(joinNode, () => {
  test('behavior: checks the peers and says whether the quorum lists the node', async () => {
    const directory = directoryOf('fresh')
    const gone = `http://127.0.0.1:${await freePort()}`
    const joined = await joinNode({ directory, quorum, peers: [node.url, gone], sources: ['http://127.0.0.1:1'] })
    expect(joined).toMatchObject({ address: made.address, isMember: false, needed: 3 })
    expect(joined.sources).toEqual([
      { url: 'http://127.0.0.1:1', problem: 'The business system at http://127.0.0.1:1 does not answer.' },
    ])
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

describe('a database of a later version', () => {
  test('error: LaterDatabase', async () => {
    const [plan] = await planNodes(stack, { count: 1, sources: [], prefix: 'later' })
    const variables = plan as Record<string, string>
    await (await runNode(variables)).stop()
    const sql = postgres(variables.DATABASE_URL as string)
    await sql`insert into versions (name) values ('099_later.sql')`
    await sql.end()
    await expect(runNode(variables)).rejects.toMatchObject({ name: 'Refusal', code: 'LaterDatabase' })
  })
})

describe('rotation', () => {
  test('behavior: the members seat a new one', async () => {
    const present = await Promise.all(
      [0, 1, 2, 3].map(async i => {
        const { keyFile } = await init(`member_${i}`)
        writeFileSync(keyFile, nodeKey(i))
        return nodeAccount(i).address
      }),
    )
    const members = [...present, made.address]
    const rotation = { quorum, members }
    const sign = async (i: number) =>
      (await signRotation({ ...rotation, directory: directoryOf(`member_${i}`) })).signature
    const signatures = await Promise.all([3, 0, 1].map(sign))
    await expect(signRotation({ ...rotation, directory: directoryOf('fresh') })).rejects.toMatchObject({
      code: 'NotAnAttestor',
    })
    const announce = { ...rotation, directory: directoryOf('member_0') }
    await expect(announceRotation({ ...announce, signatures: signatures.slice(1) })).rejects.toMatchObject({
      code: 'BelowQuorum',
    })
    await expect(announceRotation({ ...announce, signatures, round: 2n })).rejects.toMatchObject({
      code: 'NotAnAttestor',
    })
    expect(await announceRotation({ ...announce, signatures })).toMatchObject({ round: 1n })
    await stack.chain.setBalance({ address: made.address, value: parseEther('1') })
    await applyRotation({ ...rotation, directory: directoryOf('fresh') })
    const joined = await joinNode({ directory: directoryOf('fresh'), quorum, peers: [], sources: [] })
    expect(joined).toMatchObject({ isMember: true, members, needed: 3 })
  })
})
