import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { z } from '@hono/zod-openapi'
import { type Address, isAddressEqual } from 'viem'
import { ApiError } from '../errors.ts'
import { Account } from '../routes/views.ts'

const seconds = z
  .int()
  .min(0)
  .max(2 ** 31)

/** What a rail allows a business to do with the money of an order. */
export const Limits = z
  .strictObject({
    /** The most of a payment that may go to others than `own`, over all splits, in basis points. */
    maxShareBps: z.int().min(0).max(10_000).optional(),
    /** The business's own party, whose share does not count. */
    own: Account.optional(),
    /** How many receivers one division may have. */
    maxReceivers: z.int().min(1).max(100_000).optional(),
    /** The least that a payout account may ask to be paid without its owner, in the currency's minor unit. */
    minPayout: z
      .string()
      .regex(/^\d{1,30}$/)
      .optional(),
    /** How long an instruction is kept before it is executed. */
    holdSeconds: seconds.optional(),
    /** After how long the rail itself frees what was not divided. */
    releaseSeconds: seconds.optional(),
  })
  .openapi('RailLimits')
export type Limits = z.infer<typeof Limits>

const day = 86_400

/** What the rails of China are known to allow unless more was agreed. */
export const presets = {
  'wechat-pay': { maxShareBps: 3_000, maxReceivers: 50, holdSeconds: 60, releaseSeconds: 30 * day },
  'wechat-pay-e-commerce': { maxShareBps: 3_000, maxReceivers: 50, holdSeconds: 60, releaseSeconds: 180 * day },
  alipay: { maxShareBps: 3_000, maxReceivers: 5, releaseSeconds: 30 * day },
  'alipay-async': { maxShareBps: 3_000, maxReceivers: 50, releaseSeconds: 30 * day },
} satisfies Record<string, Limits>

/** Refuses a payment whose division the rail would not carry out. */
export function checkDivision(terms: Agreement, limits: Limits): void {
  const { maxShareBps, maxReceivers, releaseSeconds, own } = limits
  const share = shareOfOthers(terms, own)
  if (maxShareBps !== undefined && share > maxShareBps)
    throw new ApiError(
      422,
      'ShareAboveLimit',
      `Others may get ${share / 100} % of a payment by these terms; the rail allows ${maxShareBps / 100} %.`,
      { given: share, limit: maxShareBps },
    )
  const receivers = receiversIn(terms, own)
  if (maxReceivers !== undefined && receivers > maxReceivers)
    throw new ApiError(
      422,
      'TooManyReceivers',
      `These terms divide among ${receivers} receivers; the rail takes ${maxReceivers} at once.`,
      { given: receivers, limit: maxReceivers },
    )
  const held = longestHeld(terms)
  if (releaseSeconds !== undefined && held > releaseSeconds)
    throw new ApiError(
      422,
      'HeldTooLong',
      `By these terms a payment can wait ${held} seconds to be divided; the rail frees it after ${releaseSeconds}.`,
      { given: held, limit: releaseSeconds },
    )
}

/** Refuses a payout account that asks for less than the rail pays. */
export function checkMinimum(minimum: bigint, { minPayout }: Limits): void {
  if (minPayout !== undefined && minimum < BigInt(minPayout))
    throw new ApiError(
      422,
      'BelowRailMinimum',
      `The rail pays out ${minPayout} at the least; choose a higher minimum.`,
      {
        given: minimum,
        limit: minPayout,
      },
    )
}

/**
 * The most of a payment that others can get, in basis points, rounded up. Every unit goes through one clause, so it is what the
 * clause that gives them most gives them.
 */
export function shareOfOthers(terms: Agreement, own: Address | undefined): number {
  const { monthly, clauses } = terms.rules
  const otherwise = clauses
    .filter(({ lock }) => lock.by !== 0)
    .map(({ lock, total }) => ({ shares: lock.otherwise, total }))
  const parts = [...monthly, ...clauses, ...otherwise].map(({ shares, total }) => {
    const kept = shares.filter(({ party }) => isOwn(terms, party, own)).reduce((sum, { weight }) => sum + weight, 0)
    return Math.ceil(((total - kept) * 10_000) / total)
  })
  return Math.max(0, ...parts)
}

const isOwn = ({ parties }: Agreement, index: number, own: Address | undefined): boolean => {
  const party = parties[index]
  return own !== undefined && party !== undefined && isAddressEqual(party.account, own)
}

/** How many are paid, the business itself not counted. */
function receiversIn(terms: Agreement, own: Address | undefined): number {
  const { monthly, clauses, registers } = terms.rules
  const paid = new Set([...monthly, ...clauses].flatMap(({ shares }) => shares.map(({ party }) => party)))
  const parties = [...paid].filter(index => index < terms.parties.length && !isOwn(terms, index, own))
  return parties.length + registers.reduce((sum, { count }) => sum + count, 0)
}

/** How long a payment can wait for its division, in seconds: to the end of its month and the time for its close. */
function longestHeld({ rules: { period } }: Agreement): number {
  return period.closeAfter === 0 ? 0 : 31 * day + period.closeAfter
}
