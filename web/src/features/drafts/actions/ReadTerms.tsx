import { List, ScrollArea, Text } from '@mantine/core'
import type { Preview } from '../document/usePreview.ts'

/** The terms in words, to be read before anything is signed. */
export function ReadTerms({ preview }: { preview: Preview }) {
  return (
    <ScrollArea.Autosize mah={300} type="auto" offsetScrollbars>
      <List size="sm" spacing={4} mb="md">
        {preview.general.map(sentence => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      <List type="ordered" spacing="sm" size="sm">
        {preview.clauses.map(clause => (
          <List.Item key={clause.index}>
            <Text span fw={600} size="sm">
              {clause.title}.
            </Text>{' '}
            {clause.sentences.join(' ')}
          </List.Item>
        ))}
      </List>
    </ScrollArea.Autosize>
  )
}
