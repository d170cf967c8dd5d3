import { currencyUnit } from '@concordat/sdk/currencies.ts'
import { previousOf } from '@concordat/sdk/drafts/amends.ts'
import { checkDraft } from '@concordat/sdk/drafts/completeness.ts'
import { snapshotHash } from '@concordat/sdk/drafts/document.ts'
import type { DraftView, ProblemView } from '@concordat/sdk/drafts/views.ts'
import { useDeferredValue, useMemo } from 'react'
import { type Hex, keccak256, stringToHex } from 'viem'
import { useChain } from '../../../lib/chain.tsx'
import { useDraft } from '../document/DraftContext.tsx'
import { useFile } from '../document/useShared.ts'

/** What is missing in a draft, and whether the server has seen everything that stands in it here. */
export type Check = { problems: ProblemView[]; upToDate: boolean }

const standIn = (name: string): Hex => (/^0x[0-9a-f]{64}$/i.test(name) ? (name as Hex) : keccak256(stringToHex(name)))

/** The server's list where it speaks of what stands here; until then the same check in this browser. */
export function useProblems(view: DraftView): Check {
  const { room, amends } = useDraft()
  const { contracts } = useChain()
  const file = useDeferredValue(useFile(room.doc))
  return useMemo(() => {
    if (snapshotHash(file) === view.snapshot) return { problems: view.problems, upToDate: true }
    const { business = 'default', quorum = 'default', arbiters, currency } = file
    const unit = { business: standIn(business), quorum: standIn(quorum), payments: contracts.Payments }
    const problems = checkDraft(file, {
      now: Math.floor(Date.now() / 1000),
      seats: (file.parties ?? []).map(({ name }) => view.seats.find(seat => seat.party === name)?.account ?? null),
      accounts: Object.fromEntries(view.seats.flatMap(({ party, account }) => (account ? [[party, account]] : []))),
      businesses: { [business]: standIn(business) },
      quorums: { [quorum]: standIn(quorum), ...(arbiters ? { [arbiters]: standIn(arbiters) } : {}) },
      currencies: currency ? { [currency]: currencyUnit(currency, unit) } : {},
      ...(amends ? { previous: previousOf(amends), base: amends.base } : {}),
    })
    return { problems, upToDate: false }
  }, [file, amends, contracts, view.snapshot, view.problems, view.seats])
}
