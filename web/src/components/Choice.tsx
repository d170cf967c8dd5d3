import { SegmentedControl } from '@mantine/core'

type ChoiceProps<T extends string> = {
  label: string
  value: T
  onChange: (value: T) => void
  options: readonly (readonly [value: T, label: string])[]
  size?: 'xs' | 'sm'
}

/** One of a few views, side by side. */
export function Choice<T extends string>({ label, value, onChange, options, size = 'xs' }: ChoiceProps<T>) {
  return (
    <SegmentedControl<T>
      size={size}
      aria-label={label}
      value={value}
      onChange={onChange}
      data={options.map(([each, name]) => ({ value: each, label: name }))}
    />
  )
}
