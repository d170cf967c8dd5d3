import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { AgreementNames } from '@concordat/sdk/splits/terms/context.ts'
import pc from 'picocolors'
import type { Hex } from 'viem'
import { z } from 'zod'
import { api } from '../../api.ts'
import { stateDir } from '../../stack/state.ts'

/** The readable contract as it was hashed into the terms. */
export const Prose = z.object({
  text: z.string(),
  salt: z.custom<Hex>(given => /^0x[0-9a-fA-F]{64}$/.test(String(given))),
})
export type Prose = z.infer<typeof Prose>

/** What the server made of the prose: of fees and tax it keeps what receipts print. */
type Known = { isKnown: boolean; basis: { fees: string; tax: string; rate?: string } | null }

/** Whether the server has the prose of what was just published, and why it has not. */
export type Delivery = { isDelivered: true } | { isDelivered: false; code: string; message: string }

// Readers learn of a block a moment later, and a server may just be starting again.
const passing = ['AgreementUnknown', 'ProseDiffers', 'IndexerUnreachable', 'ServerUnreachable']

const fileOf = (digest: string) => join(stateDir(), 'prose', `${digest.toLowerCase()}.json`)

/** Keeps the prose on this machine before the terms are published: without its salt nobody could show it afterwards. */
export function keepProse(digest: Hex, { prose }: Pick<AgreementNames, 'prose'>): void {
  if (!prose) return
  mkdirSync(join(stateDir(), 'prose'), { recursive: true })
  writeFileSync(fileOf(digest), JSON.stringify(prose), { mode: 0o600 })
}

/** The prose of terms that were published from this machine; null of others. */
export function readKeptProse(digest: string): Prose | null {
  const file = fileOf(digest)
  return existsSync(file) ? Prose.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
}

/** Shows the server the prose of published terms; the same again changes nothing. */
export function showProse(root: string, { text, salt }: Prose): Promise<Known> {
  const headers = { 'content-type': 'application/json' }
  return api(`/api/agreements/${root}/prose`, { method: 'POST', headers, body: JSON.stringify({ text, salt }) })
}

/**
 * Shows the server the prose of what was just published. The terms are on the chain by then, so that it fails is told and does
 * not undo them.
 * @param patience For how long to ask again, in milliseconds.
 */
export async function deliverProse(
  root: Hex,
  { prose }: Pick<AgreementNames, 'prose'>,
  patience = 20_000,
): Promise<Delivery | undefined> {
  if (!prose) return undefined
  for (const end = Date.now() + patience; ; ) {
    try {
      await showProse(root, prose)
      return { isDelivered: true }
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      const { code, shortMessage: message } = error
      if (!passing.includes(code) || Date.now() >= end) return { isDelivered: false, code, message }
      await new Promise(resolve => setTimeout(resolve, 250))
    }
  }
}

/** Tells people that the server does not have the prose, and what to do. */
export function warnUndelivered(root: Hex, delivery: Delivery | undefined): void {
  if (!delivery || delivery.isDelivered) return
  console.error(
    `${pc.yellow(delivery.code)}: the terms are on the chain, but the server was not told their readable contract, so receipts cannot print the basis of fees and tax. ${delivery.message}`,
  )
  console.error(`Once it answers: npx concordat agreements prose ${root}`)
}
