import { readTerms } from '@concordat/sdk/drafts/document.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { bind } from 'immer-yjs'
import { useCallback, useEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { DraftTerms } from './model.ts'

const emptyLists = { parties: [], monthly: [], clauses: [], registers: [] }

/** The terms as they are now, and how to change them; null while the document has none. */
export function useTermsOf(doc: Y.Doc) {
  const binder = useMemo(() => bind<DraftTerms & Record<string, never>>(doc.getMap('terms')), [doc])
  useEffect(() => binder.unbind, [binder])
  const held = useSyncExternalStore(binder.subscribe, binder.get) as DraftTerms
  const terms = useMemo((): DraftTerms | null => ('clauses' in held ? { ...emptyLists, ...held } : null), [held])
  const edit = useCallback((change: (terms: DraftTerms) => void) => binder.update(change as never), [binder])
  return { terms, edit }
}

/** The readable contract as it is now. */
export function useProse(doc: Y.Doc): string {
  const text = doc.getText('prose')
  return useSyncExternalStore(
    useCallback(
      changed => {
        text.observe(changed)
        return () => text.unobserve(changed)
      },
      [text],
    ),
    useCallback(() => text.toString(), [text]),
  )
}

/** The draft as the file that is hashed, confirmed and proposed. */
export function useFile(doc: Y.Doc): SplitsTermsFile {
  const [file, setFile] = useState(() => readTerms(doc))
  useEffect(() => {
    const read = () => setFile(readTerms(doc))
    doc.on('update', read)
    read()
    return () => doc.off('update', read)
  }, [doc])
  return file
}

/** The entries of a map by id, for example the comments. */
export function useEntries<T>(doc: Y.Doc, name: 'comments' | 'suggestions'): T[] {
  const map = doc.getMap(name)
  const last = useRef<T[]>([])
  const [version, changed] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    map.observeDeep(changed)
    changed()
    return () => map.unobserveDeep(changed)
  }, [map])
  return useMemo(() => {
    if (version >= 0) last.current = Object.values(map.toJSON()) as T[]
    return last.current
  }, [map, version])
}

/** Whether there is something to undo or redo. */
export function useUndo(undo: Y.UndoManager) {
  const [, changed] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const
    for (const event of events) undo.on(event, changed)
    return () => {
      for (const event of events) undo.off(event, changed)
    }
  }, [undo])
  return { canUndo: undo.canUndo(), canRedo: undo.canRedo(), undo: () => undo.undo(), redo: () => undo.redo() }
}
