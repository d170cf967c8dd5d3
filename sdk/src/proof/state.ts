import type { Address, Hex } from 'viem'
import { compareStanding, compareVersion } from './compare.ts'
import { type Contracts, isEvent, type ProvenEvent } from './events.ts'
import type { RegisterAccount } from './registers.ts'
import type { Replay } from './replay.ts'
import { demand } from './report.ts'
import { balanceSlot, collectedSlot, cut, openStorage, registerSlots } from './slots.ts'
import type { ProvenVersion } from './terms.ts'
import type { Pool } from './trie.ts'

export type StateParameters = {
  pool: Pool
  stateRoot: Hex
  contracts: Contracts
  root: Hex
  account: Address
  registers: readonly RegisterAccount[]
  versions: readonly ProvenVersion[]
  events: readonly ProvenEvent[]
  replay: Replay
}

/** What the contracts keep of the agreement's money at the checkpoint, in the asset's smallest unit. */
export type Kept = {
  /** What the agreement's account holds. */
  balance: bigint
  /** By the register's account: what it was given, and what it still holds. */
  registers: Map<Address, { credited: bigint; balance: bigint }>
}

/**
 * Compares what the contracts keep at the checkpoint with what the events made of the agreement: were an event of the
 * agreement left out, the two would differ.
 */
export async function compareState(parameters: StateParameters): Promise<{ kept: Kept; slots: number }> {
  const { pool, stateRoot, contracts, root, account, registers, versions, events, replay } = parameters
  let slots = 0
  const open = await openStorage(pool, stateRoot, contracts.Splits)
  const read = async (slot: Hex) => {
    slots++
    return open(slot)
  }
  const same = (what: string, given: unknown, expected: unknown) =>
    demand(String(given) === String(expected), 'StateDiffers', {
      what,
      given: String(given),
      expected: String(expected),
    })

  const current = versions.at(-1) as ProvenVersion
  await compareStanding(root, replay, current, read, same)
  for (const [i, version] of versions.entries()) {
    await compareVersion(version, replay.fold, i, read, same)
    await compareSigning(version, events, read, same)
  }
  const { asset } = current.terms.money
  const readLedger = await openStorage(pool, stateRoot, contracts.Ledger)
  const kept: Kept = { balance: await readLedger(balanceSlot(account, asset)), registers: new Map() }
  for (const register of registers) {
    const [sums = 0n, round = 0n] = await Promise.all(registerSlots(register.key, asset).map(read))
    const [credited = 0n, target] = cut(sums, 128, 128)
    const [, cursor] = cut(round, 128, 32)
    const last = events
      .filter(isEvent('RegisterSettled'))
      .findLast(({ args }) => args.registerKey === register.key && args.id === asset)
    same('register', [target, cursor], [last?.args.target ?? 0n, last?.args.cursor ?? 0])
    const balance = await readLedger(balanceSlot(register.account, asset))
    kept.registers.set(register.account, { credited, balance })
  }
  return { kept, slots }
}

/** Compares which signatures were collected for a version, and that it was published. */
async function compareSigning(
  { digest, terms }: ProvenVersion,
  events: readonly ProvenEvent[],
  read: (slot: Hex) => Promise<bigint>,
  same: (what: string, kept: unknown, expected: unknown) => void,
): Promise<void> {
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
