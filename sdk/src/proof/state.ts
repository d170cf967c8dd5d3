import type { Address, Hex } from 'viem'
import { openNetOf } from '../splits/fold/book.ts'
import { hasPeriod } from '../splits/fold/entitled.ts'
import { type Contracts, isEvent, type ProvenEvent } from './events.ts'
import type { Replay } from './replay.ts'
import { demand } from './report.ts'
import {
  amendmentSlot,
  balanceSlot,
  bucketSlot,
  collectedSlot,
  cut,
  openStorage,
  signed,
  standingSlots,
  versionSlot,
} from './slots.ts'
import type { ProvenVersion } from './terms.ts'
import type { Pool } from './trie.ts'

const states = ['none', 'effective', 'terminated', 'superseded', 'completed']

export type StateParameters = {
  pool: Pool
  stateRoot: Hex
  contracts: Contracts
  root: Hex
  account: Address
  versions: readonly ProvenVersion[]
  events: readonly ProvenEvent[]
  replay: Replay
}

/**
 * Compares what the contracts keep at the checkpoint with what the events made of the agreement: were an event of the
 * agreement left out, the two would differ. Answers what the agreement's account holds.
 */
export async function compareState(parameters: StateParameters) {
  const { pool, stateRoot, contracts, root, account, versions, events, replay } = parameters
  const { fold } = replay
  const read = await openStorage(pool, stateRoot, contracts.Splits)
  const same = (what: string, given: unknown, expected: unknown) =>
    demand(String(given) === String(expected), 'StateDiffers', {
      what,
      given: String(given),
      expected: String(expected),
    })

  const [first, second, third] = await Promise.all(standingSlots(root).map(read))
  const [state = 0n, amended, period] = cut(first ?? 0n, 8, 8, 8)
  const [held = 0n, owed, openMonth = 0n, lastMonth = 0n] = cut(second ?? 0n, 104, 104, 16, 16)
  const freezeRounds = cut(third ?? 0n, 104, 40, 40, 32, 16, 24)[5]
  const current = versions.at(-1) as ProvenVersion
  const withMonths = hasPeriod(current.terms)
  same('state', states[Number(state)], replay.status)
  same('period', period, withMonths ? 1 : 0)
  same('version', amended ? await read(amendmentSlot(root)) : BigInt(root), BigInt(current.digest))
  same('owed', owed, fold.owed)
  same('freezes', freezeRounds, replay.freezeRounds)
  if (withMonths) same('openMonth', openMonth, fold.openMonth)
  if (replay.status !== 'superseded') same('held', held, withMonths ? openNetOf(fold) + fold.owed : 0n)
  for (let month = Number(openMonth); withMonths && month <= Number(lastMonth); month++) {
    const [net = 0n, entries, total = 0n] = cut(await read(bucketSlot(root, month)), 112, 32, 112)
    const booked = fold.buckets[month] ?? { net: 0n, entries: 0, sum: 0n }
    const kept = `${signed(net, 112)} ${entries} ${signed(total, 112)}`
    same(`month ${month}`, kept, `${booked.net} ${booked.entries} ${booked.sum}`)
  }
  for (const [i, { digest, terms }] of versions.entries()) {
    const [base, settledBase] = cut(await read(versionSlot(digest)), 128, 128)
    same('base', base, fold.versions[i]?.base)
    same('settled', settledBase, fold.versions[i]?.settledBase)
    const [parties = 0n, proposed, declined] = cut(await read(collectedSlot(digest)), 128, 8, 8)
    const signers = events.filter(isEvent('AgreementSigned')).filter(({ args }) => args.digest === digest)
    const mask = signers.reduce(
      (bits, { args }) => bits | (1n << BigInt(terms.parties.findIndex(party => party.account === args.party))),
      0n,
    )
    same('signed', parties, mask)
    const wasProposed = events.some(event => event.eventName === 'AgreementProposed' && event.args.digest === digest)
    same('proposed', proposed, wasProposed ? 1 : 0)
    same('declined', declined, 0)
  }
  const readLedger = await openStorage(pool, stateRoot, contracts.Ledger)
  return {
    balance: await readLedger(balanceSlot(account, current.terms.money.asset)),
    months: Number(lastMonth - openMonth),
  }
}
