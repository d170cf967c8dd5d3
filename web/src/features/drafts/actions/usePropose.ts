import { previousOf } from '@concordat/sdk/drafts/amends.ts'
import { readTerms } from '@concordat/sdk/drafts/document.ts'
import { withJournal } from '@concordat/sdk/drafts/journal.ts'
import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { currencyCode } from '@concordat/sdk/ids.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
import { agreementDigest } from '@concordat/sdk/splits/terms/digest.ts'
import { decodeTerms, encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { parseTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { Hash, PublicClient } from 'viem'
import type * as Y from 'yjs'
import type { Signer } from '../../../lib/actor.tsx'
import { useChain } from '../../../lib/chain.tsx'
import { useTransaction } from '../../../lib/useTransaction.ts'
import { readStated } from '../money/chosenAccount.ts'
import { recordProposal } from '../queries.ts'
import { useTermsContext } from './useTermsContext.ts'

/**
 * Closes the draft with the confirmed terms, then puts them on the chain: in this order nobody can edit in between. Where
 * the chain was not reached, the same terms are proposed again.
 */
export function usePropose(view: DraftView, doc: Y.Doc) {
  const { chainId, contracts } = useChain()
  const contextOf = useTermsContext()
  const queries = useQueryClient()
  return useTransaction<void>(async (signer, client) => {
    const file = readTerms(doc)
    const context = { ...(await contextOf(file)), ...(view.amends ? { previous: previousOf(view.amends) } : {}) }
    const agreement = view.proposal
      ? decodeTerms(view.proposal.terms)
      : parseTerms(withJournal(file, view.journalHead), context).agreement
    if (!view.proposal) {
      await recordProposal(view.id, agreementDigest(agreement, chainId, contracts.Splits), encodeTerms(agreement))
    }
    if (file.currency) await openUnit(agreement, file, signer, client, contracts)
    const { request } = await client.simulateContract({
      account: signer.account,
      address: contracts.Splits,
      abi: splitsAbi,
      functionName: 'propose',
      args: [agreement],
    })
    const hash = await signer.writeContract(request)
    await queries.invalidateQueries({ queryKey: ['drafts'] })
    return hash
  })
}

type Contracts = ReturnType<typeof useChain>['contracts']

/** Tells the chain what the currency's units are called, so that whoever signs reads a currency and not a number. */
async function openUnit(
  { rules }: Agreement,
  { currency = '', processor }: SplitsTermsFile,
  signer: Signer,
  client: PublicClient,
  { Payments }: Contracts,
): Promise<void> {
  const account = readStated(processor)
  const payments = { address: Payments, abi: paymentsAbi } as const
  const { request, result } = await client.simulateContract({
    ...payments,
    account: signer.account,
    functionName: 'open',
    args: [rules.quorum, currencyCode(currency), account ? processorName(account) : rules.business],
  })
  if (await client.readContract({ ...payments, functionName: 'symbol', args: [result >> 160n] })) return
  const hash: Hash = await signer.writeContract(request)
  await client.waitForTransactionReceipt({ hash })
}
