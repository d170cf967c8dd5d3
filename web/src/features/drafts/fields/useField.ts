import type { CSSProperties } from 'react'
import { useDraft } from '../document/DraftContext.tsx'
import { fieldId, type Path, pathText, putAt, valueAt } from '../document/paths.ts'

/** What a field of the terms needs: its value, how to change it, who else is in it. */
export function useField(path: Path) {
  const { terms, edit, readOnly, others, point, personOf } = useDraft()
  const at = pathText(path)
  const here = others.find(other => other.at === at)
  const person = here ? personOf(here.account) : null
  const style: CSSProperties | undefined = person ? { boxShadow: `0 0 0 2px ${person.color}` } : undefined
  return {
    value: valueAt(terms, path),
    put: (value: unknown) => edit(draft => putAt(draft, path, value)),
    /** For every kind of input. */
    input: {
      id: fieldId(at),
      onFocus: () => point(at),
      onBlur: () => point(null),
      readOnly,
      styles: { input: style ?? {} },
    },
    person,
  }
}
