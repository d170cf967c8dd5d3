import type { Page } from '@playwright/test'

const most = 500

/**
 * Walks through a page with the Tab key, from its top to its end.
 * Returns what was never reached, and where the focus could not be seen.
 */
export async function walk(page: Page): Promise<string[]> {
  // What fades in is not there yet when it is looked at.
  const still = await page.addStyleTag({ content: '* { transition: none !important }' })
  await page.evaluate(installWalk)
  const faults: string[] = []
  for (let times = 0; times < most; times++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => (window as never as { walked: Walk }).walked.stop())
    if (!stop) break
    if (stop.fault) faults.push(stop.fault)
  }
  faults.push(...(await page.evaluate(() => (window as never as { walked: Walk }).walked.unreached())))
  await still.evaluate(style => (style as HTMLStyleElement).remove())
  return faults
}

type Walk = {
  /** What is wrong with what has the focus now; null once the walk is back at its beginning. */
  stop: () => { fault: string | null } | null
  unreached: () => string[]
}

/** In the page: remembers how everything looks without the focus. */
function installWalk(): void {
  const usable =
    'a[href], button:not(:disabled), input:not(:disabled):not([type=hidden]):not([type=file]), textarea:not(:disabled), select, [tabindex="0"]'
  const isChoice = (each: Element) => /radio|checkbox/.test(each.getAttribute('type') ?? '')
  // A choice is drawn by what stands beside its input or around it.
  const drawnBy = (each: Element) =>
    isChoice(each) ? [each, each.nextElementSibling, each.parentElement].filter(part => part !== null) : [each]
  const looks = (each: Element) =>
    drawnBy(each)
      .map(part => {
        const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(part)
        return [outline, boxShadow, borderColor, backgroundColor].join()
      })
      .join('|')
  const nameOf = (each: Element) => {
    const label = (each as HTMLInputElement).labels?.[0]?.textContent
    return `${each.tagName} "${(each.getAttribute('aria-label') ?? label ?? each.textContent ?? '').trim().slice(0, 40)}"`
  }
  const isInSight = (each: Element) =>
    drawnBy(each).some(part => {
      const { left, top, width, height } = part.getBoundingClientRect()
      const hit = width > 0 && document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20))
      return hit && (part.contains(hit) || hit.contains(part))
    })

  // The walk begins where the document does, wherever the page has put the keyboard.
  const start = document.createElement('span')
  start.tabIndex = -1
  document.body.prepend(start)
  start.focus()
  start.addEventListener('blur', () => start.remove(), { once: true })
  window.scrollTo(0, 0)
  const plain = new Map([...document.querySelectorAll(usable)].map(each => [each, looks(each)]))
  const reached = new Set<Element>()
  // The walk begins where the document does.
  const [first] = plain.keys()
  ;(first as HTMLElement | undefined)?.focus()
  if (first) reached.add(first)
  const walked: Walk = {
    stop: () => {
      const element = document.activeElement
      if (!element || element === document.body || element === first) return null
      const known = reached.has(element)
      reached.add(element)
      if (known) return { fault: null }
      if (plain.get(element) === looks(element)) return { fault: `${nameOf(element)}: its focus cannot be seen` }
      return { fault: isInSight(element) ? null : `${nameOf(element)}: it has the focus out of sight` }
    },
    unreached: () => {
      const groups = new Set([...reached].map(each => (each as HTMLInputElement).name).filter(Boolean))
      return (
        [...document.querySelectorAll<HTMLElement>(usable)]
          .filter(
            each => !reached.has(each) && each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }),
          )
          // Arrows go on within a choice.
          .filter(each => !(isChoice(each) && groups.has((each as HTMLInputElement).name)))
          .map(each => `${nameOf(each)}: never reached`)
      )
    },
  }
  Object.assign(window, { walked })
}
