import type { Proven } from '@concordat/sdk/proof/verifyBundle.ts'
import type { Unit } from '../../lib/format.ts'

/** How amounts are written: in the proven currency, else in smallest units. */
export const unitOf = ({ unit }: Pick<Proven, 'unit'>): Unit => unit ?? { symbol: '', decimals: 0 }
