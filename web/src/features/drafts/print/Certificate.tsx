import type { JournalEntry } from '@concordat/sdk/drafts/views.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Address, isAddressEqual } from 'viem'
import { useFormat } from '../../../lib/useFormat.ts'
import { useRoleName } from '../../../lib/useRoleName.ts'

type CertificateProps = { agreement: AgreementView; names: string[]; journal: JournalEntry[] | null }

/** Who signed, as what, when, and with which key; and how they came to the table. */
export function Certificate({ agreement, names, journal }: CertificateProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const roleName = useRoleName()
  const joined = (account: Address) =>
    journal?.find(({ kind, author }) => (kind === 'joined' || kind === 'created') && isAddressEqual(author, account))
  return (
    <section style={{ breakBefore: 'page', paddingTop: 24 }} aria-labelledby="certificate">
      <Title order={2} id="certificate">
        {t('print.certificate')}
      </Title>
      <Text mt="xs">{t('print.concluded', { date: format.dateTime(agreement.concludedAt ?? 0) })}</Text>
      <Table mt="md" withTableBorder className="stack-table" aria-label={t('print.certificate')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('agreementPage.party')}</Table.Th>
            <Table.Th>{t('print.authority')}</Table.Th>
            <Table.Th>{t('print.signedAt')}</Table.Th>
            <Table.Th>{t('print.key')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {agreement.positions.map((position, index) => {
            const entry = joined(position.account)
            return (
              <Table.Tr key={position.account}>
                <Table.Td data-label={t('agreementPage.party')}>{names[index]}</Table.Td>
                <Table.Td data-label={t('print.authority')}>
                  {t('print.asRole', { role: roleName(position.role) })}
                  {entry && ` ${t('print.joined', { date: format.dateTime(entry.at) })}`}
                </Table.Td>
                <Table.Td data-label={t('print.signedAt')}>
                  {position.signedAt === null ? '–' : format.dateTime(position.signedAt)}
                </Table.Td>
                <Table.Td
                  data-label={t('print.key')}
                  style={{ fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 11, overflowWrap: 'anywhere' }}
                >
                  {position.account}
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
      <Text mt="md" size="sm">
        {t('print.certificateText')}
      </Text>
    </section>
  )
}
