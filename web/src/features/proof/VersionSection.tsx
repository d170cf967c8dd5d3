import { milestoneSubject } from '@concordat/sdk/ids.ts'
import { meterOf } from '@concordat/sdk/proof/bundle.ts'
import type { Proven } from '@concordat/sdk/proof/verifyBundle.ts'
import { METER_DECIMALS } from '@concordat/sdk/rows/close.ts'
import { Accordion, List, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { HexText } from '../../components/HexText.tsx'
import { Section } from '../../components/Section.tsx'
import { describeTerms } from '../../lib/clauses/describeTerms.ts'
import type { Words } from '../../lib/clauses/words.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { unitOf } from './unit.ts'

type Version = Proven['versions'][number]
type VersionSectionProps = { proven: Proven; version: Version; number: number }

/** The terms of a version in words, who signed them and how that is known. */
export function VersionSection({ proven, version, number }: VersionSectionProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useWords(proven, version)
  const { general, clauses } = describeTerms(version.terms, words)
  const { names, prose, signatures, digest, concluded } = version
  const title = t('proof.version', { number, date: format.dateTime(concluded.timestamp) })
  return (
    <Section title={names ? `${names.title} — ${title}` : title} {...(names ? { lead: t('proof.labels') } : {})}>
      <HexText value={digest} label={t('terms.digest')} />
      <List spacing={4}>
        {general.map(sentence => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      {clauses.map(clause => (
        <Stack key={clause.index} gap={2}>
          <Title order={3}>
            {clause.index + 1}. {nameOf(version, clause.index) ?? clause.title}
          </Title>
          {clause.sentences.map(sentence => (
            <Text key={sentence}>{sentence}</Text>
          ))}
        </Stack>
      ))}
      <Title order={3}>{t('proof.signed')}</Title>
      <List spacing={4}>
        {signatures.map(({ account, role, by, block, leaves }) => (
          <List.Item key={account}>
            {role} <HexText value={account} label={role} />{' '}
            {by === 'key' ? t('proof.byKey') : t('proof.byChain', { block })}
            {leaves && ` (${t('proof.leaves')})`}
          </List.Item>
        ))}
      </List>
      {prose && (
        <Accordion variant="separated">
          <Accordion.Item value="prose">
            <Accordion.Control>{t('proof.prose')}</Accordion.Control>
            <Accordion.Panel>
              <Text style={{ whiteSpace: 'pre-wrap' }}>{prose.text}</Text>
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </Section>
  )
}

function nameOf({ names, terms }: Version, clause: number): string | undefined {
  const senior = terms.rules.monthly.length
  return clause < senior ? names?.monthly[clause] : names?.clauses[clause - senior]
}

function useWords(proven: Proven, { terms, names }: Version): Words {
  const { t } = useTranslation()
  const format = useFormat()
  return {
    t,
    format,
    asset: unitOf(proven),
    // Roles are signed, names are not.
    partyName: index => {
      const { role = String(index + 1) } = terms.parties[index] ?? {}
      const name = names?.parties[index]
      return name && name !== role ? `${name} (${role})` : role
    },
    meterOf: hash =>
      meterOf(names, hash) ?? { name: t('clause.meter'), unit: t('clause.unit'), decimals: METER_DECIMALS },
    milestoneOf: subject =>
      names?.milestones.find(name => milestoneSubject(terms.rules.business, name) === subject) ?? null,
  }
}
