import type { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import { Table, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/useFormat.ts'

/** The files that belong to a contract, by the digests they are signed by. */
export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (attachments.length === 0) return null
  return (
    <section>
      <Title order={2} mb="xs">
        {t('attachments.title')}
      </Title>
      <Table aria-label={t('attachments.title')} withTableBorder className="stack-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('attachments.printName')}</Table.Th>
            <Table.Th>{t('attachments.printSize')}</Table.Th>
            <Table.Th>{t('attachments.printDigest')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {attachments.map(({ id, name, size, sha256 }) => (
            <Table.Tr key={id}>
              <Table.Td data-label={t('attachments.printName')} style={{ overflowWrap: 'anywhere' }}>
                {name}
              </Table.Td>
              <Table.Td data-label={t('attachments.printSize')}>{format.bytes(size)}</Table.Td>
              <Table.Td
                data-label={t('attachments.printDigest')}
                style={{ fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 11, overflowWrap: 'anywhere' }}
              >
                {sha256}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
