import { fileURLToPath } from 'node:url'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { ExampleView } from '@concordat/sdk/views.ts'
import { attachAgreement } from '../agreements/attach.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { requireProcessor } from '../rails/connections.ts'
import { countSettled } from './progress.ts'
import { readWallets } from './readWallets.ts'
import { signAll } from './signAll.ts'
import { findKept, type Kept, keepAgreement, siteAccount } from './year/agreement.ts'
import { createOrders } from './year/orders.ts'
import { readYear, type Year } from './year/stages.ts'
import { streamYear } from './year/stream.ts'
import { openTill } from './year/till.ts'

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
  'sql' | 'keys' | 'hub' | 'indexer' | 'importer' | 'processors' | 'deployment' | 'rpcUrl' | 'state'
> & {
  /** Folder with terms.json, progress.csv and bills.csv. */
  folder?: string
}

const projectFolder = fileURLToPath(new URL('../../../examples/charging-site', import.meta.url))
const interval = 500

/** How long nothing may settle before the example says that it does not go on, in milliseconds. */
const patience = 120_000

const idle: ExampleView = { status: 'idle', step: null, root: null, business: null, done: 0, total: 0, error: null }

/** Plays the charging site on the development chain, with real signatures, payments at the sandbox and transactions. */
export function createExample(given: ExampleParameters): Example {
  const parameters = { folder: projectFolder, ...given }
  const { sql, hub, indexer, deployment, rpcUrl, state, folder } = parameters
  const { chainId, contracts } = deployment
  const stopping = new AbortController()
  let view = idle
  let work: Promise<void> | undefined

  function show(change: Partial<ExampleView>) {
    const next = { ...view, ...change }
    if (JSON.stringify(next) === JSON.stringify(view)) return
    view = next
    hub.publish({ event: 'example', data: view })
  }

  /** Asks until there is an answer; fails when nothing changes for too long. */
  async function waitUntil(ask: () => Promise<boolean>, waitsFor: string): Promise<void> {
    let seen = ''
    let since = Date.now()
    while (!stopping.signal.aborted && !(await ask())) {
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

  async function count({ root }: Kept, total: number): Promise<void> {
    const current = await indexer.getAgreement(root).catch(() => null)
    if (current) show({ done: (await countSettled(sql, current)).done, total })
  }

  /** All that the two files say happens, at the sandbox and by the intake. */
  async function stream(kept: Kept, { stages, rows }: Year): Promise<void> {
    const { business, root, terms } = kept
    const account = siteAccount(state)
    const given = new AbortController()
    const signal = AbortSignal.any([given.signal, stopping.signal])
    const { endsAt } = decodeTerms(terms).rules
    const metadataOf = createOrders({ deployment, root, processor: account, expiry: endsAt })
    const processor = requireProcessor(parameters.processors, account.account, business)
    let isOver = false
    const streaming = async () => {
      const till = await openTill({ processor, metadataOf, signal })
      await streamYear({ ...parameters, business, root, account: account.account, stages, till, signal })
      isOver = true
    }
    const watching = waitUntil(async () => {
      await count(kept, rows)
      return isOver
    }, 'the payments and records of the year')
    try {
      await Promise.all([streaming(), watching])
    } finally {
      isOver = true
      given.abort()
    }
  }

  async function play(): Promise<void> {
    const kept = await keepAgreement(parameters)
    const { business, root } = kept
    const agreement = decodeTerms(kept.terms)
    const year = await readYear(folder, agreement.rules.period.utcOffsetMinutes)
    show({ business, root })
    const onProposed = () => show({ step: 'signing' })
    const chain = { rpcUrl, chainId, splits: contracts.Splits, payments: contracts.Payments }
    const unit = { currency: 'XTS', processor: processorName(siteAccount(state)) }
    await signAll({ ...chain, agreement, digest: root, unit, wallets: readWallets(state), onProposed })
    await waitUntil(async () => {
      const found = await indexer.getAgreement(root).catch(() => null)
      return found !== null && found.concludedAt !== null
    }, 'the indexer to read the agreement')
    if (stopping.signal.aborted) return
    await attachAgreement(sql, indexer, business, root)

    show({ step: 'import' })
    await stream(kept, year)
    show({ step: 'settling' })
    await waitUntil(async () => {
      await count(kept, year.rows)
      return view.done === view.total
    }, 'the nodes to confirm and settle every row')
    if (stopping.signal.aborted) return
    await sql`update example set status = 'done'`
    show({ status: 'done', step: 'done' })
  }

  function run() {
    work ??= play()
      .catch(error => {
        if (stopping.signal.aborted) return
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
    const kept = await findKept(parameters)
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
      const kept = await findKept(parameters)
      if (kept?.status !== 'running') return
      show({ status: 'running', step: 'agreement', business: kept.business, root: kept.root })
      run()
    },
    stop: async () => {
      stopping.abort()
      await work
    },
  }
}
