import type { Suggestion } from '@concordat/sdk/drafts/document.ts'
import { Button, Group, Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../document/DraftContext.tsx'
import { pathText, readPath, valueAt } from '../document/paths.ts'
import { useFieldName } from '../history/useFieldName.ts'
import { applySuggestion, placeOfTarget, settleSuggestion } from './entries.ts'
import { Said } from './Said.tsx'

/** Another value somebody would like, to be taken over or not. */
export function SuggestionLine({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useTranslation()
  const { room, terms, edit, readOnly } = useDraft()
  const fieldName = useFieldName()
  const place = placeOfTarget(terms, suggestion.target)
  if (!place) return null
  const path = [...place, ...readPath(suggestion.path)]
  const now = valueAt(terms, path)
  const accept = () => {
    edit(draft => void applySuggestion(draft, suggestion))
    settleSuggestion(room.doc, suggestion.id, 'accepted')
  }
  return (
    <Paper p="sm" radius="md" component="aside">
      <Said by={suggestion.author} at={suggestion.at} />
      <Text size="sm" my={4}>
        {t('draft.talk.suggests', { field: fieldName(pathText(path)) })}{' '}
        {now !== undefined && (
          <Text component="del" size="sm" c="var(--danger)">
            {String(now)}
          </Text>
        )}{' '}
        <Text component="ins" size="sm" fw={600} c="var(--amount-in)">
          {String(suggestion.value ?? t('common.none'))}
        </Text>
      </Text>
      {suggestion.note && <Text size="sm">{suggestion.note}</Text>}
      {!readOnly && (
        <Group gap="xs" mt="xs">
          <Button size="compact-sm" onClick={accept}>
            {t('draft.talk.accept')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => settleSuggestion(room.doc, suggestion.id, 'rejected')}
          >
            {t('draft.talk.reject')}
          </Button>
        </Group>
      )}
    </Paper>
  )
}
