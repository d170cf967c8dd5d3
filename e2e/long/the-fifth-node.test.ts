import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { databasesOf } from '@concordat/cli/stack/database.ts'
import type { AgreementView, OpinionView } from '@concordat/sdk/views.ts'
import { expect } from '@playwright/test'
import { createTestClient, http, keccak256, stringToHex } from 'viem'
import { type Business, concludeAgreement, deliver } from '../setup/agreement.ts'
import { copyDatabase, endOf, flags, folderOf, type Prepared, prepareNode, startNode } from '../setup/institution.ts'
import { signal } from '../setup/processes.ts'
import { command, get, refusedCommand, stackFile } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// An institution joins a quorum with the commands of docs/operate.md alone, and then backs up, restores and upgrades.

type Health = { status: string; address: string; decided: number; dissented: number; pending: number; block: number }
type Joined = { isMember: boolean; members: string[]; peers: { problem: string | null }[] }
type Signed = { signature: string }

const day = 86_400
let fifth: Awaited<ReturnType<typeof prepareNode>>
let made: Prepared
let running: ReturnType<typeof startNode>
let agreement: { root: string; business: Business }

const join5 = (directory: string) =>
  flags({
    directory,
    quorum: stackFile().quorum,
    peers: stackFile()
      .ports.nodes.map(port => `http://127.0.0.1:${port}`)
      .join(','),
    sources: stackFile().url,
  })

async function ask<T>(path: string): Promise<T | null> {
  const response = await fetch(`${fifth.url}${path}`).catch(() => null)
  return response?.ok ? ((await response.json()) as T) : null
}

const health = () => ask<Health>('/health')
/** What the fifth decided about the agreement, the latest first. */
const listOwn = async () =>
  (await ask<{ decisions: OpinionView[] }>(`/decisions?agreement=${agreement.root}`))?.decisions ?? []
const countOwn = async () => (await listOwn()).length
const isUp = () => expect.poll(async () => (await health())?.status, { timeout: 30_000 }).toBe('up')

async function stop(kind: NodeJS.Signals = 'SIGTERM') {
  const ended = endOf(running)
  running.kill(kind)
  return ended
}

/** Receives a payment, and answers when the chain has it. */
async function pay(id: string, total: string) {
  const header = 'recordedAt,date,kind,id,original,amount,currency,payer\n'
  const row = `2025-11-03T10:00:00Z,2025-11-03,payment,${id},,10.00,XTS,card\n`
  expect((await deliver(agreement.business, 'bills', header + row)).body.accepted).toBe(1)
  await expect
    .poll(async () => (await get<AgreementView>(`/api/index/agreements/${agreement.root}`)).received, {
      timeout: 60_000,
    })
    .toBe(total)
}

test.afterAll(() => {
  running?.kill('SIGKILL')
})

test('init prepares a node, join connects it, and it runs without being an attestor', async () => {
  agreement = await concludeAgreement('institution')
  await pay('before', '1000')
  fifth = await prepareNode('city_bank')
  expect(await refusedCommand('node', 'join', ...join5(fifth.directory))).toMatchObject({ code: 'NotPrepared' })
  made = await command<Prepared>('node', 'init', ...fifth.options)
  const joined = await command<Joined>('node', 'join', ...join5(fifth.directory))
  expect(joined).toMatchObject({ isMember: false, peers: [null, null, null, null].map(problem => ({ problem })) })

  running = startNode(fifth.directory)
  await isUp()
  expect(await health()).toMatchObject({ address: made.address, decided: 0 })
})

test('another key than the one that signed in the database is refused, by the command and by the node', async () => {
  expect((await stop()).code).toBe(0)
  const other = await prepareNode('stolen')
  const database = databasesOf(stackFile().ports).url('city_bank')
  const options = [...other.options, '--database', database]
  expect(await refusedCommand('node', 'init', ...options)).toMatchObject({ code: 'ForeignKey' })

  await command('node', 'init', ...other.options)
  const file = join(fifth.directory, 'other.key')
  writeFileSync(file, keccak256(stringToHex('replaced')))
  const { code, complaint } = await endOf(startNode(fifth.directory, { KEY_FILE: file }))
  expect(code).toBe(3)
  expect(complaint).toContain(`belongs to the attestor ${made.address}`)

  running = startNode(fifth.directory)
  await isUp()
})

test('the members seat it after the notice time, and then its word counts', async () => {
  const folders = await Promise.all(['node-1', 'node-2', 'node-3'].map(folderOf))
  const [first = ''] = folders
  const { quorum } = stackFile()
  const { members: present } = await command<Joined>('node', 'join', ...join5(fifth.directory))
  const members = [...present, made.address].join(',')
  const rotation = (directory: string) => flags({ directory, quorum, members })
  const sign = (directory: string) => command<Signed>('node', 'rotation', 'sign', ...rotation(directory))
  const signatures = (await Promise.all(folders.map(sign))).map(({ signature }) => signature)

  const announce = (given: string[]) => [
    'node',
    'rotation',
    'announce',
    ...rotation(first),
    '--signatures',
    given.join(),
  ]
  expect(await refusedCommand(...announce(signatures.slice(1)))).toMatchObject({ code: 'BelowQuorum' })
  await command(...announce(signatures))
  const apply = ['node', 'rotation', 'apply', ...rotation(first)]
  expect(await refusedCommand(...apply)).toMatchObject({ code: 'NoticeRunning' })

  const chain = createTestClient({ mode: 'anvil', transport: http(stackFile().rpcUrl) })
  // The chain keeps this time: the story is the last one.
  await chain.increaseTime({ seconds: day })
  await chain.mine({ blocks: 1 })
  await command(...apply)
  expect(await command<Joined>('node', 'join', ...join5(fifth.directory))).toMatchObject({ isMember: true })
  // What was paid before it was seated, it reads and confirms too.
  await expect.poll(async () => (await health())?.decided, { timeout: 60_000 }).toBeGreaterThan(0)

  signal('SIGSTOP', 'node-1', 'node-2')
  try {
    await pay('with the fifth alone', '2000')
  } finally {
    signal('SIGCONT', 'node-1', 'node-2')
  }
})

test('restored from a backup older than its last word it goes on, and signs nothing twice', async () => {
  expect((await stop()).code).toBe(0)
  await copyDatabase('city_bank', 'city_bank_backup')
  running = startNode(fifth.directory)
  await pay('after the backup', '3000')
  await expect.poll(countOwn, { timeout: 60_000 }).toBe(3)

  await stop('SIGKILL')
  await copyDatabase('city_bank_backup', 'city_bank')
  running = startNode(fifth.directory)
  await expect.poll(countOwn, { timeout: 60_000 }).toBe(3)
  await pay('after the restore', '4000')
  await expect.poll(countOwn, { timeout: 60_000 }).toBe(4)
  await expect.poll(health, { timeout: 60_000 }).toMatchObject({ status: 'up', pending: 0, dissented: 0, refused: [] })
  expect((await listOwn())[0]).toMatchObject({ address: made.address, topic: 'payment', dissent: null })
})
