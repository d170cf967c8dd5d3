import { Text, type TextProps } from '@mantine/core'
import type { Unit } from '../lib/format.ts'
import { useFormat } from '../lib/useFormat.ts'

type AmountProps = TextProps & { value: bigint | string; unit: Unit; signed?: boolean; bare?: boolean }

/** An amount of money; received amounts of a statement are green. */
export function Amount({ value, unit, signed = false, bare = false, ...text }: AmountProps) {
  const format = useFormat()
  const color = signed && BigInt(value) > 0n ? 'var(--amount-in)' : undefined
  return (
    <Text
      component="span"
      inherit
      {...(color ? { c: color } : {})}
      {...text}
      style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}
    >
      {format.amount(value, unit, { signed, bare })}
    </Text>
  )
}
