import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { getAddress, type Hex } from 'viem'
import type { GrowingAlert } from './chain/describeMoney.ts'
import type { Alert } from './raise.ts'

type Reported = { business: Hex; root: Hex; terms: Agreement; rows: readonly RowInput[]; now: number }

const day = 86_400

/**
 * What the parties of an agreement hear of the progress that a business reports: the readings of a day in one alert, each
 * milestone by itself. What nodes make of it they hear from the chain.
 */
export function describeProgress({ business, root, terms, rows, now }: Reported) {
  const accounts = terms.parties.map(({ account }) => getAddress(account))
  const date = new Date(now * 1000).toISOString().slice(0, 10)
  const about = { accounts, subject: root }
  const growing = rows
    .filter(row => row.kind === 'meter')
    .map(
      ({ id, round }): GrowingAlert => ({
        ...{ ...about, kind: 'readingsReported', args: { business, date }, key: `readingsReported:${root}:${date}` },
        ...{ part: `${id}:${round}`, amount: '1', until: Math.floor(now / day) * day + day },
      }),
    )
  const alerts = rows.flatMap((row): Alert[] => {
    if (row.kind !== 'milestone') return []
    const args = { business, text: row.data.milestone }
    return [{ ...about, kind: 'milestoneReported', args, key: `milestoneReported:${root}:${row.id}:${row.round}` }]
  })
  return { alerts, growing }
}
