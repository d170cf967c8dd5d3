import { ledgerAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { encodeFunctionData, type Hex } from 'viem'
import { agree, agreeOnFloor } from './agreements.ts'
import { type Job, job } from './job.ts'
import { measurePayout } from './peers/splitters.ts'
import { amount, floorAbi, type Setup } from './setup.ts'
import { signersOf } from './sign.ts'
import { totalWeight, weightsOf } from './terms.ts'

const counts = [2, 5, 10, 20, 50, 100]
const targets: Record<number, number> = { 2: 56_000, 5: 80_000, 10: 122_000, 20: 205_000, 100: 850_000 }
const published: Record<number, { pull: number; push: number }> = {
  2: { pull: 85_000, push: 68_000 },
  5: { pull: 113_000, push: 99_000 },
  10: { pull: 160_000, push: 151_000 },
  20: { pull: 254_000, push: 254_000 },
  100: { pull: 1_008_000, push: 1_084_000 },
}
/** So that no division comes out even and no balance falls to zero. */
const amounts = [amount + 1n, amount + 10n]

/** Taking revenue in and paying the parties, everyone's balance above zero. */
export async function measureSettlements(setup: Setup): Promise<Job[]> {
  const jobs: Job[] = []
  for (const count of counts) {
    const { agreement, digest, accounts } = await agree(setup, count, 'to be settled')
    const short = weightsOf(count).map((weight, i) => (BigInt(weight) << 160n) | BigInt(accounts[i] as Hex))
    const shortArgs = [digest, setup.id, totalWeight, short] as const
    const settleShares = encodeFunctionData({ abi: splitsAbi, functionName: 'settleShares', args: shortArgs })
    const settleTerms = encodeFunctionData({ abi: splitsAbi, functionName: 'settle', args: [agreement] })
    const settle = async (data: Hex, payments: bigint[]) => {
      const gas = { paid: 0, settled: 0 }
      for (const payment of payments) {
        gas.paid = await pay(setup, digest, payment)
        gas.settled = await setup.chain.gasOf({ to: setup.contracts.Splits, data })
      }
      return gas
    }
    const ours = await settle(settleShares, amounts)
    const inFull = await settle(settleTerms, [amount + 100n])
    const floor = await measureFloor(setup, count)
    if (count === 5)
      jobs.push(
        job('revenue into an agreement of any number of parties', ours.paid, { target: 45_000, floor: floor.paid }),
      )

    const peers: Record<string, number> = {
      'OpenZeppelin PaymentSplitter': await measurePayout(setup, 'splitter', accounts, amounts),
      'thirdweb Split': await measurePayout(setup, 'split', accounts, amounts),
    }
    const others = published[count]
    if (others)
      Object.assign(peers, { '0xSplits Pull (published)': others.pull, '0xSplits Push (published)': others.push })
    jobs.push(
      job(`settle percentages to ${count} parties`, ours.settled, {
        floor: floor.settled,
        target: targets[count] ?? null,
        peers,
      }),
      job(`settle percentages to ${count} parties, from the full terms`, inFull.settled),
    )
  }
  return jobs
}

function pay({ contracts, id, ledger }: Setup, root: Hex, payment: bigint): Promise<number> {
  const args = [contracts.Splits, root, id, payment, '0x'] as const
  return ledger(encodeFunctionData({ abi: ledgerAbi, functionName: 'pay', args }))
}

async function measureFloor(setup: Setup, count: number) {
  const { chain, floor: to, id } = setup
  const { receivers, digest } = await agreeOnFloor(setup, signersOf(`floor of ${count}`, count))
  const gas = { paid: 0, settled: 0 }
  for (const payment of amounts) {
    const pay = [digest, id, payment] as const
    gas.paid = await chain.gasOf({ to, data: encodeFunctionData({ abi: floorAbi, functionName: 'pay', args: pay }) })
    const settle = [receivers, id, BigInt(totalWeight)] as const
    gas.settled = await chain.gasOf({
      to,
      data: encodeFunctionData({ abi: floorAbi, functionName: 'settle', args: settle }),
    })
  }
  return gas
}
