import { Switch } from '@mantine/core'
import type { Path } from '../document/paths.ts'
import { useField } from './useField.ts'

type SwitchFieldProps = { path: Path; label: string; description?: string }

/** A yes or no of the terms. */
export function SwitchField({ path, label, description }: SwitchFieldProps) {
  const { value, put, input } = useField(path)
  return (
    <Switch
      id={input.id}
      onFocus={input.onFocus}
      onBlur={input.onBlur}
      label={label}
      description={description}
      checked={value === true}
      disabled={input.readOnly}
      onChange={event => put(event.currentTarget.checked)}
    />
  )
}
