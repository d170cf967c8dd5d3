import { useParams } from '@tanstack/react-router'
import { AgreementPrintPage } from '../features/drafts/print/AgreementPrintPage.tsx'
import { DraftPrintPage } from '../features/drafts/print/DraftPrintPage.tsx'

export function DraftPrintRoute() {
  const { id } = useParams({ from: '/drafts/$id/print' })
  return <DraftPrintPage id={id} />
}

export function AgreementPrintRoute() {
  const { root } = useParams({ from: '/agreements/$root/print' })
  return <AgreementPrintPage root={root} />
}
