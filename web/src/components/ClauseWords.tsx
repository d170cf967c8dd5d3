import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ClauseText } from '../lib/clauses/words.ts'

/** A clause in running text. */
export function ClauseWords({ clause }: { clause: ClauseText }) {
  const { t } = useTranslation()
  return (
    <Text size="sm" lh={1.7} component="span">
      <Text span inherit fw={600}>
        {clause.title}
      </Text>
      {' · '}
      {clause.sentences.join(t('clause.between'))}
    </Text>
  )
}
