import { isProseOf } from '@concordat/sdk/drafts/signedProse.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { memo, useMemo } from 'react'
import { useAttachments } from '../../attachments/AttachmentsContext.tsx'
import { AttachmentsSection } from '../../attachments/AttachmentsSection.tsx'
import { useDraft } from '../document/DraftContext.tsx'
import { useFile } from '../document/useShared.ts'
import { useDraftOf, useKeptDraft } from '../print/useDraftOf.ts'

/** The files of a draft; once it is proposed, checked against the terms that were put forward. */
export const DraftAttachments = memo(function DraftAttachments() {
  const { room } = useDraft()
  const { view } = useAttachments()
  const file = useFile(room.doc)
  const { proposal, journalHead } = view
  const signed = useMemo(
    () => proposal && isProseOf(decodeTerms(proposal.terms), file, journalHead),
    [proposal, file, journalHead],
  )
  const restarted = useKeptDraft(view.restarts)
  const amended = useDraftOf(view.amends?.digest ?? null)
  const before = restarted ?? amended
  const earlier = before && { draft: before.view.id, listed: before.file.attachments ?? [] }
  return <AttachmentsSection listed={file.attachments ?? []} signed={signed} earlier={earlier} />
})
