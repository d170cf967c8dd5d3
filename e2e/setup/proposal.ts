import { currencyUnit } from '@concordat/sdk/currencies.ts'
import { headOf, termsAt, withJournal } from '@concordat/sdk/drafts/journal.ts'
import type { JournalView } from '@concordat/sdk/drafts/views.ts'
import { agreementDigest, agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import { encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { parseTerms } from '@concordat/sdk/splits/terms/parse.ts'
import { expect } from '@playwright/test'
import { isAddressEqual } from 'viem'
import { callSplits, contracts } from './chain.ts'
import { partyOf, roles, type SeatedDraft } from './drafts.ts'
import { readAgreement, statusOf } from './ending.ts'
import { get, stackFile } from './stack.ts'

/** Confirms a draft by all four, proposes it and signs it, without a single click. Answers the agreement's root. */
export async function concludeDraft({ id, as, business }: SeatedDraft): Promise<`0x${string}`> {
  for (const role of roles) await as[role].confirm(id)
  const { entries } = await as.investor.send<JournalView>(`/drafts/${id}/journal`)
  const terms = withJournal(termsAt(entries, entries.length - 1), headOf(entries))
  const { quorum } = stackFile()
  const { Payments: payments, Splits } = contracts()
  const { chainId, quorums } = await get<{ chainId: number; quorums: Record<string, `0x${string}`> }>('/api/config')
  const { agreement } = parseTerms(terms, {
    now: Math.floor(Date.now() / 1_000),
    quorums,
    accounts: Object.fromEntries(roles.map(role => [partyOf[role], as[role].account.address])),
    currencies: { XTS: currencyUnit('XTS', { quorum, business: business.id as `0x${string}`, payments }) },
  })
  const digest = agreementDigest(agreement, chainId, Splits)
  await as.investor.send(`/drafts/${id}/proposed`, { digest, terms: encodeTerms(agreement) })
  await callSplits(as.investor.account, 'propose', [agreement])
  for (const role of roles) {
    const { account } = as[role]
    const party = BigInt(agreement.parties.findIndex(one => isAddressEqual(one.account, account.address)))
    const signature = await account.signTypedData(agreementTypedData(agreement, chainId, Splits) as never)
    await callSplits(account, 'sign', [agreement, party, signature])
  }
  await expect.poll(() => statusOf(digest)).toBe('effective')
  expect((await readAgreement(digest)).business).toBe(business.id)
  return digest
}
