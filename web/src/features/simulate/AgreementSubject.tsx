import type { AgreementView, MonthView } from '@concordat/sdk/views.ts'
import { useQuery } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { QueryState } from '../../components/QueryState.tsx'
import { agreementQuery } from '../../lib/reads.ts'
import { type ReadableTerms, useTerms } from '../../lib/useTerms.ts'
import { Simulation } from './Simulation.tsx'
import type { Assumptions } from './scenario.ts'
import { plainAssumptions } from './subject.ts'

/** Tries out the terms of an agreement, beginning with what its months have brought on average. */
export function AgreementSubject({ root }: { root: Hex }) {
  const query = useQuery(agreementQuery(root))
  return (
    <QueryState query={query} height={300}>
      {agreement => <Loaded agreement={agreement} />}
    </QueryState>
  )
}

function Loaded({ agreement }: { agreement: AgreementView }) {
  const readable = useTerms(agreement.terms, agreement.asset)
  return <Simulation readable={readable} asset={agreement.asset} first={averageOf(agreement, readable)} />
}

/** The average of the settled months; round figures where there is none. */
function averageOf(agreement: AgreementView, readable: ReadableTerms): Assumptions {
  const plain = plainAssumptions(readable, agreement.asset)
  const settled = agreement.months.filter(month => month.status === 'closed' || month.status === 'closedByDefault')
  if (settled.length === 0) return plain
  const count = BigInt(settled.length)
  const last = settled.reduce((latest, month) => (month.month > latest.month ? month : latest))
  const net = settled.reduce((sum, month) => sum + BigInt(month.net), 0n)
  const quantity = (month: MonthView, clause: number) => BigInt(month.quantities[clause] ?? '0')
  return {
    ...plain,
    revenue: net > 0n ? net / count : plain.revenue,
    quantities: plain.quantities.map((_, clause) => quantity(last, clause) / count),
  }
}
