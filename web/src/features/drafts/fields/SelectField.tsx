import { Select, type SelectProps } from '@mantine/core'
import type { Path } from '../document/paths.ts'
import { fieldOrder } from './fieldOrder.ts'
import { Labelled } from './TextField.tsx'
import { useField } from './useField.ts'

type SelectFieldProps = Omit<SelectProps, 'value' | 'onChange'> & { path: Path; optional?: boolean; fallback?: string }

/** A field of the terms with a few possible values. */
export function SelectField({ path, optional = false, fallback, label, readOnly, ...rest }: SelectFieldProps) {
  const { value, put, input, person } = useField(path)
  return (
    <Select
      inputWrapperOrder={fieldOrder}
      {...rest}
      {...input}
      readOnly={readOnly || input.readOnly}
      label={<Labelled label={label} person={person} />}
      value={value === undefined ? (fallback ?? null) : String(value)}
      onChange={next => put(next ?? undefined)}
      allowDeselect={optional}
      clearable={optional && !input.readOnly}
    />
  )
}
