import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import { agreementDigest } from '@concordat/sdk/splits/terms/digest.ts'
import { decodeTerms, encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { ExampleView } from '@concordat/sdk/views.ts'
import { createPublicClient, type Hex, http } from 'viem'
import { attachAgreement } from '../agreements/attach.ts'
import { findAgreement } from '../agreements/find.ts'
import { createBusiness, findBusinessByName } from '../businesses/store.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { hashRequest } from '../intake/batches.ts'
import type { Refusal } from '../intake/csv.ts'
import { readImport } from '../intake/readImport.ts'
import { countSettled } from './progress.ts'
import { readTerms } from './readTerms.ts'
import { readWallets } from './readWallets.ts'
import { signAll } from './signAll.ts'

export type Example = {
  getState: () => Promise<ExampleView>
  /** Begins or goes on; answers at once. */
  start: () => Promise<ExampleView>
  /** Goes on with what an earlier process left unfinished. */
  resume: () => Promise<void>
  stop: () => Promise<void>
}

export type ExampleParameters = Pick<
  Context,
  'sql' | 'keys' | 'hub' | 'indexer' | 'importer' | 'deployment' | 'rpcUrl' | 'state'
> & {
  /** Folder with terms.json, progress.csv and bills.csv. */
  folder?: string
}

const projectFolder = fileURLToPath(new URL('../../../examples/charging-site', import.meta.url))
const name = 'charging-site'
const interval = 500

/** How long nothing may settle before the example says that it does not go on, in milliseconds. */
const patience = 120_000

const idle: ExampleView = { status: 'idle', step: null, root: null, business: null, done: 0, total: 0, error: null }

type Kept = { business: Hex; root: Hex; terms: Hex; status: 'running' | 'done' }

/** Plays the charging site on the development chain, with real signatures and real transactions. */
export function createExample(parameters: ExampleParameters): Example {
  const { sql, keys, hub, indexer, importer, deployment, rpcUrl, state, folder = projectFolder } = parameters
  const { chainId, contracts } = deployment
  let view = idle
  let work: Promise<void> | undefined
  let stopped = false

  function show(change: Partial<ExampleView>) {
    const next = { ...view, ...change }
    if (JSON.stringify(next) === JSON.stringify(view)) return
    view = next
    hub.publish({ event: 'example', data: view })
  }

  const findKept = async () => (await sql<Kept[]>`select business, root, terms, status from example`)[0]

  /** The terms hold deadlines counted from now, so they are made once. */
  async function keep(): Promise<Kept> {
    const known = await findKept()
    if (known) return known
    const wallets = readWallets(state)
    const found = await findBusinessByName(sql, name)
    const participants = wallets.map(({ name, role, address }) => ({ name, role, account: address }))
    const { id } = found ?? (await createBusiness(sql, keys, { name, project: 'Charging site', participants }))
    const { timestamp } = await createPublicClient({ transport: http(rpcUrl) }).getBlock()
    const now = Number(timestamp)
    const terms = readTerms({ folder, state, wallets, business: id, payments: contracts.Payments, now })
    const root = agreementDigest(terms, chainId, contracts.Splits)
    const kept: Kept = { business: id, root, terms: encodeTerms(terms), status: 'running' }
    await sql`insert into example ${sql(kept)} on conflict do nothing`
    return (await findKept()) ?? kept
  }

  /** Asks until there is an answer; fails when nothing changes for too long. */
  async function waitUntil(ask: () => Promise<boolean>, waitsFor: string): Promise<void> {
    let seen = ''
    let since = Date.now()
    while (!stopped && !(await ask())) {
      if (JSON.stringify(view) !== seen) since = Date.now()
      seen = JSON.stringify(view)
      if (Date.now() - since > patience)
        throw new ApiError(
          504,
          'ExampleStalled',
          `Nothing happened for ${patience / 1000} s while waiting for ${waitsFor}.`,
        )
      await new Promise(resolve => setTimeout(resolve, interval))
    }
  }

  async function importFiles({ business, root }: Kept): Promise<string> {
    const file = (table: string) => new File([readFileSync(join(folder, `${table}.csv`))], `${table}.csv`)
    const files = await readImport({ progress: file('progress'), bills: file('bills') })
    const { lines, refused } = files.read()
    const agreement = await findAgreement(sql, indexer, business, root)
    const batch = {
      ...{ business, agreement: agreement.root, idempotencyKey: 'example', total: lines.length + refused.length },
      requestHash: hashRequest('example', ...files.bytes),
    }
    return (await importer.start(batch, lines, refused)).id
  }

  async function play(): Promise<void> {
    const kept = await keep()
    const { business, root } = kept
    const agreement = decodeTerms(kept.terms)
    show({ business, root })
    const onProposed = () => show({ step: 'signing' })
    const wallets = readWallets(state)
    const chain = { rpcUrl, chainId, splits: contracts.Splits, payments: contracts.Payments }
    await signAll({ ...chain, agreement, digest: root, currency: 'XTS', wallets, onProposed })
    await waitUntil(async () => {
      const found = await indexer.getAgreement(root).catch(() => null)
      return found !== null && found.concludedAt !== null
    }, 'the indexer to read the agreement')
    if (stopped) return
    await attachAgreement(sql, indexer, business, root)

    show({ step: 'import' })
    const batch = await importFiles(kept)
    const count = async () => {
      const current = await indexer.getAgreement(root).catch(() => null)
      if (current) show(await countSettled(sql, current))
    }
    await waitUntil(async () => {
      await count()
      const [row] = await sql<{ status: string }[]>`select status from batches where id = ${batch}`
      return row?.status === 'done'
    }, 'the import')
    show({ step: 'settling' })
    await waitUntil(async () => {
      await count()
      return view.done === view.total
    }, 'the nodes to confirm and settle every row')
    if (stopped) return
    // What was refused never settles: saying "done" would hide it.
    const [first] = await sql<Refusal[]>`
      select (r ->> 'line')::int as line, r ->> 'code' as code, r ->> 'message' as message
      from batches, jsonb_array_elements(refused) r where id = ${batch} limit 1`
    if (first) throw new ApiError(422, first.code, `The example's file has a row that is refused. ${first.message}`)
    await sql`update example set status = 'done'`
    show({ status: 'done', step: 'done' })
  }

  function run() {
    work ??= play()
      .catch(error => {
        if (stopped) return
        const known = error instanceof BaseError
        if (!known) console.error(error)
        const code = known ? error.code : 'Unexpected'
        show({ status: 'failed', error: { code, message: known ? error.shortMessage : String(error) } })
      })
      .finally(() => {
        work = undefined
      })
  }

  async function getState(): Promise<ExampleView> {
    if (view !== idle) return view
    const kept = await findKept()
    if (!kept) return idle
    const { business, root, status } = kept
    const current = await indexer.getAgreement(root).catch(() => null)
    const counts = current ? await countSettled(sql, current) : { done: 0, total: 0 }
    return { ...idle, status, step: status === 'done' ? 'done' : 'agreement', root, business, ...counts }
  }

  return {
    getState,
    start: async () => {
      const before = await getState()
      if (before.status === 'done') return before
      if (!work) {
        show({ status: 'running', step: 'agreement', error: null })
        run()
      }
      return view
    },
    resume: async () => {
      const kept = await findKept()
      if (kept?.status !== 'running') return
      show({ status: 'running', step: 'agreement', business: kept.business, root: kept.root })
      run()
    },
    stop: async () => {
      stopped = true
      await work
    },
  }
}
