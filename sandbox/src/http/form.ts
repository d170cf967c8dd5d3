import { invalid } from './error.ts'

export type Form = { [key: string]: string | Form }

const deepest = 8

/**
 * Reads `a=1&b[c]=2&d[]=3&d[0]=4` into nested objects. Lists stay objects with numbers as keys: only the schema knows which
 * of them are lists.
 */
export function parseForm(text: string): Form {
  const form: Form = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    if (value.includes('\0') || name.includes('\0')) throw invalid('A text holds characters that cannot be kept.')
    put(form, pathOf(name), value)
  }
  return form
}

function pathOf(name: string): string[] {
  const [, head = '', rest = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? []
  if (head === '') throw invalid(`The parameter's name cannot be read: ${name}.`)
  const path = [head, ...Array.from(rest.matchAll(/\[([^[\]]*)\]/g), ([, key = '']) => key)]
  if (path.length > deepest) throw invalid(`The parameter is nested more than ${deepest} deep: ${name}.`)
  return path
}

function put(form: Form, path: string[], value: string): void {
  const [given = '', ...rest] = path
  const key = given === '' ? String(Object.keys(form).length) : given
  if (rest.length === 0) {
    form[key] = value
    return
  }
  // Stripe's client sends an empty text for "nothing"; a later nested value of the same name wins.
  const found = form[key]
  const inner: Form = typeof found === 'object' ? found : Object.create(null)
  form[key] = inner
  put(inner, rest, value)
}
