import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { DraftPage } from '../features/drafts/page/DraftPage.tsx'

export function DraftRoute() {
  const { id } = useParams({ from: '/drafts/$id' })
  const { tab } = useSearch({ from: '/drafts/$id' })
  const navigate = useNavigate({ from: '/drafts/$id' })
  return (
    <DraftPage
      key={id}
      id={id}
      tab={tab ?? null}
      onTab={next => navigate({ search: { tab: next }, replace: true, resetScroll: false })}
    />
  )
}
