import type { Verdict } from '@concordat/sdk/proof/verifyBundle.ts'
import { Alert, DataList, List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { HexText } from '../../components/HexText.tsx'
import { Section } from '../../components/Section.tsx'
import { useFormat } from '../../lib/useFormat.ts'
import { ChecksSection } from './ChecksSection.tsx'
import { TotalsSection } from './TotalsSection.tsx'
import { VersionSection } from './VersionSection.tsx'

/** What was checked and, where everything holds, what is proven. */
export function VerdictView({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { ok, checks, proven } = verdict
  const failed = checks.filter(check => !check.ok).length
  return (
    <Stack gap="xl">
      {ok && proven ? (
        <Alert color="green" title={t('proof.holds')}>
          {t('proof.holdsLead', {
            count: checks.length,
            block: proven.head.number,
            date: format.dateTime(proven.head.timestamp),
          })}
        </Alert>
      ) : (
        <Alert color="red" title={t('proof.fails')}>
          {t('proof.failsLead', { count: failed })}
        </Alert>
      )}
      <ChecksSection checks={checks} />
      {ok && proven && (
        <>
          <Section title={t('proof.about')} lead={t('proof.compare')}>
            <DataList orientation="vertical">
              <Item label={t('proof.chain', { id: proven.chainId })} value={proven.genesisHash} />
              <Item label={t('proof.agreement')} value={proven.root} />
            </DataList>
            <Text fw={600}>{t('proof.signers')}</Text>
            <List>
              {proven.head.signers.map(signer => (
                <List.Item key={signer}>
                  <HexText value={signer} />
                </List.Item>
              ))}
            </List>
            <Text size="sm" c="dimmed" maw={680}>
              {t('proof.trusted')}
            </Text>
          </Section>
          <TotalsSection proven={proven} />
          {proven.versions.map((version, i) => (
            <VersionSection key={version.digest} proven={proven} version={version} number={i + 1} />
          ))}
        </>
      )}
    </Stack>
  )
}

function Item({ label, value }: { label: string; value: string }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue>
        <HexText value={value} label={label} />
      </DataList.ItemValue>
    </DataList.Item>
  )
}
