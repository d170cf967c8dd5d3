import { simulate } from '@concordat/sdk/splits/simulate.ts'
import { Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import { ErrorState } from '../../components/ErrorState.tsx'
import type { Unit } from '../../lib/format.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { Controls } from './Controls.tsx'
import { MonthsEditor } from './MonthsEditor.tsx'
import { Results } from './Results.tsx'
import { type Assumptions, readRows, rowsOf } from './scenario.ts'

type SimulationProps = { readable: ReadableTerms; asset: Unit; first: Assumptions }

/** Assumptions above, months in the middle, what comes of them below. */
export function Simulation({ readable, asset, first }: SimulationProps) {
  const format = useFormat()
  const { terms, words } = readable
  const meters = terms.rules.monthly.map(clause => words.meterOf(clause.meter).decimals)
  const [assumptions, setAssumptions] = useState(first)
  const [rows, setRows] = useState(() => rowsOf(first, asset.decimals, meters))
  const [unlocked, setUnlocked] = useState<(number | undefined)[]>([])
  const { decimals } = asset
  const { locale } = format
  const meterKey = meters.join()

  const change = (next: Assumptions) => {
    setAssumptions(next)
    setRows(rowsOf(next, decimals, meters))
  }
  const outcome = useMemo(() => {
    const read = readRows(rows, decimals, meterKey === '' ? [] : meterKey.split(',').map(Number), locale)
    if (!read) return { months: null, error: null }
    try {
      return { months: simulate(terms, read.revenue, read.quantities, { unlocked }), error: null }
    } catch (error) {
      return { months: null, error }
    }
  }, [rows, terms, decimals, meterKey, locale, unlocked])

  return (
    <Stack gap="xl">
      <Controls
        readable={readable}
        asset={asset}
        assumptions={assumptions}
        onChange={change}
        unlocked={unlocked}
        onUnlocked={setUnlocked}
      />
      {outcome.error !== null && <ErrorState error={outcome.error} />}
      {outcome.months && <Results months={outcome.months} readable={readable} asset={asset} />}
      <MonthsEditor readable={readable} asset={asset} rows={rows} onChange={setRows} meters={meters} />
    </Stack>
  )
}
