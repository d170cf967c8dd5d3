import type { Comment } from '@concordat/sdk/drafts/document.ts'
import { Button, Group, Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../document/DraftContext.tsx'
import { resolveComment } from './entries.ts'
import { Said } from './Said.tsx'

/** A comment that is not dealt with yet. */
export function CommentLine({ comment }: { comment: Comment }) {
  const { t } = useTranslation()
  const { room, readOnly } = useDraft()
  return (
    <Paper p="sm" radius="md" component="aside">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Said by={comment.author} at={comment.at} />
          <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {comment.text}
          </Text>
        </div>
        {!readOnly && (
          <Button size="compact-sm" variant="subtle" onClick={() => resolveComment(room.doc, comment.id)}>
            {t('draft.talk.resolve')}
          </Button>
        )}
      </Group>
    </Paper>
  )
}
