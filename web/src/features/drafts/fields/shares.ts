import type { DraftShares } from '../document/model.ts'

const isPercent = (value: number | string) => String(value).trim().endsWith('%')
const numberOf = (value: number | string) => Number(String(value).replace('%', '')) || 0

/** Whether shares are written in percent or in whole weights; percent where there are none yet. */
export const modeOf = (shares: DraftShares): 'percent' | 'weights' =>
  Object.keys(shares).length === 0 || Object.values(shares).some(isPercent) ? 'percent' : 'weights'

/** What the shares come to. */
export const sharesSum = (shares: DraftShares): number =>
  Math.round(Object.values(shares).reduce<number>((sum, value) => sum + numberOf(value), 0) * 1e5) / 1e5

/** The same numbers as percentages or as weights. */
export const asMode = (shares: DraftShares, mode: 'percent' | 'weights'): DraftShares =>
  Object.fromEntries(
    Object.entries(shares).map(([name, value]) => [
      name,
      mode === 'percent' ? `${numberOf(value)}%` : Math.max(1, Math.round(numberOf(value))),
    ]),
  )
