import { List, ScrollArea, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/useFormat.ts'
import { useDraft } from '../document/DraftContext.tsx'
import type { Preview } from '../document/usePreview.ts'
import { useFile } from '../document/useShared.ts'

/** The terms in words, to be read before anything is signed. */
export function ReadTerms({ preview }: { preview: Preview }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { room } = useDraft()
  const { attachments = [] } = useFile(room.doc)
  return (
    <ScrollArea.Autosize
      mah={300}
      type="auto"
      offsetScrollbars
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('draft.tab.terms') }}
    >
      <List size="sm" spacing={4} mb="md">
        {preview.general.map(sentence => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      <List type="ordered" spacing="sm" size="sm">
        {preview.clauses.map(clause => (
          <List.Item key={clause.index}>
            <Text fw={600} size="sm">
              {clause.title}
            </Text>
            {format.sentences(clause.sentences)}
          </List.Item>
        ))}
      </List>
      {attachments.length > 0 && (
        <>
          <Text fw={600} size="sm" mt="md">
            {t('attachments.title')}
          </Text>
          <List size="sm" spacing={4}>
            {attachments.map(({ id, name, sha256 }) => (
              <List.Item key={id} style={{ overflowWrap: 'anywhere' }}>
                {name}{' '}
                <Text span size="xs" c="dimmed" ff="monospace">
                  sha256:{sha256}
                </Text>
              </List.Item>
            ))}
          </List>
        </>
      )}
    </ScrollArea.Autosize>
  )
}
