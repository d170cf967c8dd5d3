import { describeCheck } from '@concordat/sdk/proof/sentences.ts'
import { groupChecks } from '@concordat/sdk/proof/summary.ts'
import { plainLine } from '@concordat/sdk/proof/text.ts'
import type { Check } from '@concordat/sdk/proof/verifyBundle.ts'
import { Badge, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../components/Section.tsx'
import { describeCode } from '../../lib/messages.ts'

const most = 3

/** Each check with its result; many of one kind that hold are one line. */
export function ChecksSection({ checks }: { checks: Check[] }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'zh' ? 'zh' : 'en'
  const lines = groupChecks(checks).flatMap(({ held, failed }) => {
    const shown = held.length > most ? held.slice(-1) : held
    return [
      ...shown.map(check => ({ check, count: shown.length < held.length ? held.length : 1 })),
      ...failed.slice(0, most).map(check => ({ check, count: 1 })),
    ]
  })
  return (
    <Section title={t('proof.checks')}>
      <Table.ScrollContainer minWidth={0}>
        <Table aria-label={t('proof.checks')}>
          <Table.Tbody>
            {lines.map(({ check, count }) => {
              const { title, sentence } = describeCheck(check, language)
              const { code = '', args = {} } = check.reason ?? {}
              return (
                <Table.Tr key={`${check.id} ${check.about} ${count} ${sentence}`}>
                  <Table.Td style={{ verticalAlign: 'top' }}>
                    <Badge color={check.ok ? 'green' : 'red'}>{t(check.ok ? 'proof.hold' : 'proof.fail')}</Badge>
                  </Table.Td>
                  <Table.Td w="100%">
                    <Text size="sm" fw={600}>
                      {title}
                      {count > 1 && (
                        <Text span size="xs" c="dimmed" fw={400}>
                          {' '}
                          {t('proof.times', { count })}
                        </Text>
                      )}
                    </Text>
                    <Text size="sm" style={{ overflowWrap: 'anywhere' }} {...(check.ok ? {} : { c: 'red' })}>
                      {plainLine(check.ok ? sentence : (describeCode(code, args, language) ?? code), 1_000)}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  )
}
