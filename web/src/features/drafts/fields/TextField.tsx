import { TextInput, type TextInputProps } from '@mantine/core'
import type { Path } from '../document/paths.ts'
import { fieldOrder } from './fieldOrder.ts'
import { Here } from './Here.tsx'
import { useField } from './useField.ts'

type TextFieldProps = Omit<TextInputProps, 'value' | 'onChange' | 'ref'> & {
  path: Path
  /** An empty field is left out of the terms. */
  optional?: boolean
  /** What holds while the terms say nothing. */
  fallback?: string
  /** Takes out of what is typed or pasted what does not belong there. */
  tidy?: (text: string) => string
  /** What else has to change with it. */
  onRename?: (before: string, after: string) => void
}

/** A field of the terms that holds text, an amount or a rate. */
export function TextField({
  path,
  optional = false,
  fallback = '',
  tidy = text => text,
  onRename,
  ...rest
}: TextFieldProps) {
  const { value, put, input, person } = useField(path)
  const text = value === undefined ? fallback : String(value)
  return (
    <TextInput
      inputWrapperOrder={fieldOrder}
      {...rest}
      {...input}
      label={rest.label ? <Labelled label={rest.label} person={person} /> : undefined}
      value={text}
      onChange={event => {
        const next = tidy(event.currentTarget.value)
        put(optional && next === '' ? undefined : next)
        onRename?.(text, next)
      }}
    />
  )
}

type LabelledProps = { label: React.ReactNode; person: Parameters<typeof Here>[0]['person'] }

/** A label, and who is in its field. */
export function Labelled({ label, person }: LabelledProps) {
  return (
    <>
      {label} <Here person={person} />
    </>
  )
}
