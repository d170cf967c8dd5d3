import type { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import { Box, List, Stack, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TermsText } from '../../../lib/clauses/words.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { useRoleName } from '../../../lib/useRoleName.ts'
import { AttachmentList } from './AttachmentList.tsx'

type ContractProps = {
  title: string
  parties: { name: string; role: string; account: string | null }[]
  text: TermsText
  prose: string | null
  attachments: readonly Attachment[]
}

/** A contract to be read on paper: who, what holds in general, clause by clause, and its own words. */
export function Contract({ title, parties, text, prose, attachments }: ContractProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const roleName = useRoleName()
  return (
    <Stack gap="lg">
      <Title order={1} ta="center">
        {title}
      </Title>
      <section>
        <Title order={2} mb="xs">
          {t('draft.parties')}
        </Title>
        <Table aria-label={t('draft.parties')} withTableBorder>
          <Table.Tbody>
            {parties.map(({ name, role, account }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td>{roleName(role)}</Table.Td>
                <Table.Td
                  style={{ fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12, overflowWrap: 'anywhere' }}
                >
                  {account ?? t('print.noAccount')}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {prose && (
        <section>
          <Title order={2} mb="xs">
            {t('draft.prose')}
          </Title>
          <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{prose}</Text>
        </section>
      )}
      <section>
        <Title order={2} mb="xs">
          {t('terms.general')}
        </Title>
        <List spacing={4}>
          {[text.signBy, ...text.general].filter(Boolean).map(sentence => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </section>
      <section>
        <Title order={2} mb="xs">
          {t('print.clauses')}
        </Title>
        <Stack gap="sm">
          {text.clauses.map(clause => (
            <Box key={clause.index} style={{ breakInside: 'avoid' }}>
              <Title order={3}>
                {clause.index + 1}. {clause.title}
              </Title>
              <Text>{format.sentences(clause.sentences)}</Text>
            </Box>
          ))}
        </Stack>
      </section>
      <AttachmentList attachments={attachments} />
    </Stack>
  )
}
