import { type Address, type Hex, hashTypedData } from 'viem'
import { domainOf, supersessionTypes, terminationTypes } from '../typedData.ts'
import type { Bundle } from './bundle.ts'
import type { EventOf, ProvenEvent } from './events.ts'
import { demand, type Report } from './report.ts'
import { signerOf } from './signatures.ts'
import type { ProvenVersion } from './terms.ts'

type Ending = EventOf<'AgreementTerminated' | 'AgreementSuperseded'>

/** The events by which all parties ended the agreement. */
export const listEndings = (events: readonly ProvenEvent[]): Ending[] =>
  events.filter(
    (event): event is Ending => event.eventName === 'AgreementTerminated' || event.eventName === 'AgreementSuperseded',
  )

/** What each party signs to end the version in force. */
export function endingDigest(event: Ending, agreement: Hex, chainId: number, splits: Address): Hex {
  const domain = domainOf('Concordat Splits', chainId, splits)
  if (event.eventName === 'AgreementTerminated')
    return hashTypedData({ domain, types: terminationTypes, primaryType: 'Termination', message: { agreement } })
  const { successor } = event.args
  const message = { agreement, successor }
  return hashTypedData({ domain, types: supersessionTypes, primaryType: 'Supersession', message })
}

/** Checks that every party of the version in force signed each ending. */
export async function examineEndings(
  { endings, chain }: Bundle,
  events: readonly ProvenEvent[],
  current: ProvenVersion,
  isContract: (account: Address) => Promise<boolean>,
  report: Report,
): Promise<void> {
  const found = listEndings(events)
  const { parties } = current.terms
  for (const i of Array(Math.max(found.length, endings.length)).keys())
    await report.check('ending', current.digest, async () => {
      const [event, { signatures } = { signatures: [] }] = [found[i], endings[i]]
      demand(event !== undefined, 'SignaturesDiffer', { given: endings.length, expected: found.length })
      demand(signatures.length === parties.length, 'SignaturesDiffer', {
        given: signatures.length,
        expected: parties.length,
      })
      const { block } = event.place
      const digest = endingDigest(event, current.digest, chain.chainId, chain.contracts.Splits)
      for (const [j, { account, role }] of parties.entries()) {
        if (signerOf(digest, signatures[j] ?? '0x') === account.toLowerCase()) continue
        demand(await isContract(account), 'NotASigner', { party: account })
        report.leaveOpen('contractSigned', account, { role, block })
      }
      return { kind: event.eventName, parties: parties.length, block }
    })
}
