import type { AgreementView } from '@concordat/sdk/views.ts'
import { Badge, Group, List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { HexText } from '../../components/HexText.tsx'
import { Section } from '../../components/Section.tsx'
import { useFormat } from '../../lib/useFormat.ts'

/** Every version that is or was in force or waits to be, newest last. */
export function VersionsSection({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const declined = (digest: Hex) => agreement.pending.some(each => each.digest === digest && each.declined !== null)
  return (
    <Section title={t('terms.versions')} lead={t('terms.versionsLead')}>
      <List listStyleType="none" spacing="sm">
        {agreement.versions.map((version, index) => (
          <List.Item key={version.digest}>
            <Group gap="sm">
              <Text fw={600}>{t('terms.version', { number: index + 1 })}</Text>
              <HexText value={version.digest} label={t('terms.digest')} />
              <Text size="sm" c="dimmed">
                {version.concludedAt === null
                  ? t('terms.notConcluded')
                  : t('terms.concludedAt', { date: format.dateTime(version.concludedAt) })}
              </Text>
              {version.digest === agreement.digest && <Badge>{t('terms.current')}</Badge>}
              {declined(version.digest) && <Badge color="red">{t('status.declined')}</Badge>}
            </Group>
          </List.Item>
        ))}
      </List>
    </Section>
  )
}
