/** A name that nothing in the list has yet. */
export function freshName(base: string, items: readonly { name: string }[]): string {
  const taken = new Set(items.map(({ name }) => name))
  for (let number = items.length + 1; ; number++) {
    const name = `${base} ${number}`
    if (!taken.has(name)) return name
  }
}
