import type { Comment, Suggestion } from '@concordat/sdk/drafts/document.ts'
import { Button, Group, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMessage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../document/DraftContext.tsx'
import { useEntries } from '../document/useShared.ts'
import { CommentForm } from './CommentForm.tsx'
import { CommentLine } from './CommentLine.tsx'
import { SuggestionForm } from './SuggestionForm.tsx'
import { SuggestionLine } from './SuggestionLine.tsx'
import { isSuggestable } from './suggestable.ts'

/** What is said about a part of the draft: suggestions and comments that are open, and a way to add some. */
export function Talk({ target, about }: { target: string; about: string }) {
  const { t } = useTranslation()
  const { room, readOnly } = useDraft()
  const [opened, { toggle }] = useDisclosure()
  const comments = useEntries<Comment>(room.doc, 'comments').filter(each => each.target === target && !each.resolved)
  const suggestions = useEntries<Suggestion>(room.doc, 'suggestions').filter(
    each => each.target === target && each.state === 'open',
  )
  const count = comments.length + suggestions.length
  const byTime = (a: { at: number }, b: { at: number }) => a.at - b.at
  return (
    <Stack gap="sm">
      {suggestions.sort(byTime).map(suggestion => (
        <SuggestionLine key={suggestion.id} suggestion={suggestion} />
      ))}
      {comments.sort(byTime).map(comment => (
        <CommentLine key={comment.id} comment={comment} />
      ))}
      {!readOnly && (
        <>
          <Group>
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconMessage size={16} aria-hidden />}
              onClick={toggle}
              aria-expanded={opened}
              aria-label={t('draft.talk.openFor', { about })}
            >
              {count > 0 ? t('draft.talk.count', { count }) : t('draft.talk.open')}
            </Button>
          </Group>
          {opened && (
            <Stack gap="md">
              <CommentForm target={target} about={about} />
              {isSuggestable(target) && <SuggestionForm target={target} about={about} />}
            </Stack>
          )}
        </>
      )}
    </Stack>
  )
}
