/**
 * A value as journals hold it, whatever a client put into the shared document: JSON without nulls, infinities, halves of
 * characters and zero characters, none of which every reader could keep or hash alike. Undefined when nothing is left.
 */
export function normalise(value: unknown): unknown {
  if (typeof value === 'string') return normaliseText(value)
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (Array.isArray(value)) return value.map(normalise).filter(item => item !== undefined)
  if (typeof value !== 'object' || value === null || !isPlain(value)) return undefined
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const kept = normalise(item)
    return kept === undefined || key === '__proto__' ? [] : [[normaliseText(key), kept] as const]
  })
  return Object.fromEntries(entries)
}

export function normaliseText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: databases keep no zero characters
  return text.toWellFormed().replaceAll(/\u0000/g, '')
}

/** Whether it is neither bytes nor a date; a shared map with a key `__proto__` reads as an object of a strange prototype. */
function isPlain(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object Object]'
}
