import { attachmentLimits } from '@concordat/sdk/attachments/attachment.ts'
import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useAttachments } from '../AttachmentsContext.tsx'
import { attachmentsQuery, putAttachment, type Sealed } from '../queries.ts'
import { sealFile } from '../sealFile.ts'
import { signedDevices } from '../shareAccess.ts'

/** A file on its way: which part of it has left, or why it did not. */
export type Upload = { id: string; name: string; part: number; error: unknown }

/**
 * Encrypts and sends files, one after another.
 * @param names What the draft's attachments are called.
 */
export function useUploads(names: readonly string[]) {
  const { view, list, isSigned } = useAttachments()
  const queries = useQueryClient()
  const [uploads, setUploads] = useState<Upload[]>([])
  // What was encrypted once is sent again as it is: the server knows it by its id.
  const waiting = useRef(new Map<string, { file: File; sealed: Sealed | null }>())
  const line = useRef(Promise.resolve())
  const taken = useRef(names)
  useEffect(() => {
    taken.current = names
  }, [names])

  const change = (id: string, next: Partial<Upload>) =>
    setUploads(before => before.map(each => (each.id === id ? { ...each, ...next } : each)))
  const dismiss = (id: string) => {
    waiting.current.delete(id)
    setUploads(before => before.filter(each => each.id !== id))
  }

  async function send(id: string) {
    const job = waiting.current.get(id)
    if (!job) return
    change(id, { part: 0, error: null })
    try {
      const known = await queries.fetchQuery({ ...attachmentsQuery(view.id), staleTime: 0 })
      const readers = await signedDevices(known.devices, isSigned)
      job.sealed ??= await sealFile({ draft: view.id, id, file: job.file, taken: taken.current, readers })
      const answer = await putAttachment(view.id, job.sealed, part => change(id, { part }))
      queries.setQueryData(attachmentsQuery(view.id).queryKey, answer)
      taken.current = [...taken.current, job.sealed.attachment.name]
      dismiss(id)
    } catch (error) {
      // A refusal may be for its name or its readers, which are chosen anew; a lost answer is not.
      if (!(error instanceof Error && 'status' in error && error.status === 0)) job.sealed = null
      change(id, { error })
    }
  }

  const enqueue = (id: string) => {
    line.current = line.current.then(() => send(id))
  }

  return {
    uploads,
    dismiss,
    retry: enqueue,
    add: (files: readonly File[]) => {
      const free = attachmentLimits.perDraft - names.length - uploads.length
      for (const [index, file] of files.entries()) {
        const id = crypto.randomUUID()
        const error = index < free ? null : new ConcordatError('AttachmentsFull', { files: attachmentLimits.perDraft })
        setUploads(before => [...before, { id, name: file.name, part: 0, error }])
        waiting.current.set(id, { file, sealed: null })
        if (!error) enqueue(id)
      }
    },
    isReady: list.data !== undefined,
  }
}
