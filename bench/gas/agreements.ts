import { currencyUnit } from '@concordat/sdk/currencies.ts'
import { externalId } from '@concordat/sdk/ids.ts'
import { encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import {
  encodeAbiParameters,
  encodeDeployData,
  encodeFunctionData,
  type Hex,
  keccak256,
  pad,
  parseAbi,
  toHex,
} from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { codeOf } from './contracts.ts'
import { type Job, job } from './job.ts'
import { createSafe, measureSafeRecord } from './peers/safe.ts'
import { createPaymentSplitter, createSplit } from './peers/splitters.ts'
import { floorAbi, type Setup } from './setup.ts'
import { signerOf, signersOf, signLong, signShort, signWords } from './sign.ts'
import { chargingSite, conclude, digestOf, percentages, weightsOf } from './terms.ts'

const counts = [2, 5, 10, 20, 50, 100]
const signerAbi = parseAbi(['constructor(address owner)'])
/** What splitting contracts of others cost to create, without anybody's signature. */
const warehouse: Record<number, number> = { 5: 191_000, 10: 204_000, 100: 442_000 }

/** Percentages for `count` parties, in force; `prose` tells agreements of the same parties apart. */
export async function agree(setup: Setup, count: number, prose: string) {
  const parties = signersOf('party', count)
  const accounts = parties.map(({ address }) => address)
  const agreement = percentages(setup.id, accounts, prose)
  const digest = digestOf(setup, agreement)
  const signatures = await Promise.all(parties.map(party => signShort(party, digest)))
  return { agreement, digest, accounts, gas: await conclude(setup, agreement, signatures) }
}

/** What the least contract costs that keeps the hash of the same terms, signed by all, and emits them unread. */
async function publishOnFloor({ chain, id, floor: to }: Setup, parties: PrivateKeyAccount[]): Promise<number> {
  const accounts = parties.map(({ address }) => address)
  const terms = encodeTerms(percentages(id, accounts, 'to be concluded'))
  const signatures = await Promise.all(parties.map(party => signWords(party, keccak256(terms))))
  const args = [terms, accounts, signatures] as const
  return chain.gasOf({ to, data: encodeFunctionData({ abi: floorAbi, functionName: 'publish', args }) })
}

/** An agreement on the least contract: weights and accounts are all of the terms. */
export async function agreeOnFloor({ chain, floor }: Setup, parties: PrivateKeyAccount[]) {
  const weights = weightsOf(parties.length)
  const receivers = parties.map(({ address }, i) => pad(toHex((BigInt(weights[i] ?? 0) << 160n) | BigInt(address))))
  const digest = keccak256(encodeAbiParameters([{ type: 'bytes32[]' }], [receivers]))
  const signatures = await Promise.all(parties.map(party => signWords(party, digest)))
  const args = [receivers, signatures] as const
  const gas = await chain.gasOf({
    to: floor,
    data: encodeFunctionData({ abi: floorAbi, functionName: 'conclude', args }),
  })
  return { receivers, digest, gas }
}

/** The first target was 92,000: less than the floor under the same terms. This one is as far above its floor. */
const targetOfFive = 122_000

/** Signing: how much it costs to put terms in force. */
export async function measureAgreements(setup: Setup): Promise<Job[]> {
  const jobs: Job[] = []
  for (const count of counts) {
    const parties = signersOf('party', count)
    const accounts = parties.map(({ address }) => address)
    const peers: Record<string, number> = {
      'thirdweb Split, unsigned': (await createSplit(setup, accounts)).gas,
      'OpenZeppelin PaymentSplitter, unsigned': (await createPaymentSplitter(setup, accounts)).gas,
    }
    if (warehouse[count]) peers['0xSplits, unsigned (published)'] = warehouse[count]
    if (count === 5) {
      const safe = await createSafe(setup, 5, 5)
      peers['Safe 5 of 5, one call, no terms'] = await measureSafeRecord(setup, safe, 5, 'new')
      peers['EthSign, 6 transactions (published)'] = 639_697
    }
    jobs.push(
      job(
        `agreement of ${count} parties, percentages, one transaction`,
        (await agree(setup, count, 'to be concluded')).gas,
        {
          floor: await publishOnFloor(setup, parties),
          target: count === 5 ? targetOfFive : null,
          peers,
        },
      ),
    )
  }
  const { gas } = await agreeOnChargingSite(setup, 'to be concluded')
  return [
    ...jobs,
    job('agreement on the charging site: 4 parties, one a contract; 3 monthly and 5 cumulative clauses', gas),
  ]
}

/** The example's terms in force for a business of that name; the second party is a contract. */
export async function agreeOnChargingSite(setup: Setup, name: string) {
  const { chain, contracts, quorum } = setup
  const parties = ['investor', 'builder', 'operator', 'user'].map(signerOf)
  const args = [signerOf('builder').address] as const
  const wallet = await chain.deploy(encodeDeployData({ abi: signerAbi, bytecode: codeOf('ContractSigner'), args }))
  const accounts = parties.map(({ address }, i) => (i === 1 ? wallet.address : address))
  const business: Hex = externalId(name)
  const { id } = currencyUnit('XTS', { quorum, business, payments: contracts.Payments })
  const agreement = chargingSite(quorum, accounts, business, id)
  const digest = digestOf(setup, agreement)
  const sign = (party: PrivateKeyAccount, i: number) => (i === 1 ? signLong : signShort)(party, digest)
  return { agreement, digest, business, gas: await conclude(setup, agreement, await Promise.all(parties.map(sign))) }
}
