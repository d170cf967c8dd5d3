import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/**
 * Brings whoever goes to another page to its heading: a screen reader says where they are, and the keyboard goes on from there.
 * A page that is still being read has no heading yet; who meanwhile went on by themselves stays where they are.
 */
export function useArrival(): void {
  const path = useRouterState({ select: state => state.resolvedLocation?.pathname })
  const last = useRef<string | undefined>(undefined)

  useEffect(() => {
    const before = last.current
    last.current = path
    const main = document.getElementById('main')
    if (before === undefined || path === undefined || before === path || !main) return
    const left = document.activeElement
    const arrive = () => {
      const heading = main.querySelector('h1')
      if (!heading) return false
      if (document.activeElement === left || document.activeElement === document.body) {
        heading.tabIndex = -1
        heading.focus({ preventScroll: true })
      }
      return true
    }
    if (arrive()) return
    const observer = new MutationObserver(() => arrive() && observer.disconnect())
    observer.observe(main, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [path])
}
