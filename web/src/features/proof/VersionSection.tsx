import { milestoneSubject } from '@concordat/sdk/ids.ts'
import { meterOf } from '@concordat/sdk/proof/bundle.ts'
import { plainLine, plainText } from '@concordat/sdk/proof/text.ts'
import { METER_DECIMALS } from '@concordat/sdk/rows/close.ts'
import { Accordion, List, Stack, Text, Title } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { HexText } from '../../components/HexText.tsx'
import { Section } from '../../components/Section.tsx'
import { describeTerms } from '../../lib/clauses/describeTerms.ts'
import { unknownMeter, type Words } from '../../lib/clauses/words.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { Shown } from './check/messages.ts'
import { unitOf } from './unit.ts'

type Proven = NonNullable<Shown['proven']>
type Version = Proven['versions'][number]
type VersionSectionProps = { proven: Proven; version: Version; number: number }

/** The terms of a version in words, who signed them and how that is known. */
export function VersionSection({ proven, version, number }: VersionSectionProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useWords(proven, version)
  const { general, clauses } = describeTerms(version.terms, words)
  const { names, named, prose, signatures, digest, concluded } = version
  const title = t('proof.version', { number, date: format.dateTime(concluded.timestamp) })
  return (
    <Section title={title} {...(named === 'labels' ? { lead: t('proof.labels') } : {})}>
      {names && <Text fw={600}>{t(`proof.called.${named}`, { name: names.title })}</Text>}
      <HexText value={digest} label={t('terms.digest')} />
      <List spacing={4}>
        {general.map(sentence => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      {clauses.map(clause => (
        <Stack key={clause.index} gap={2}>
          <Title order={3}>
            {clause.index + 1}. {nameOf(version, clause.index, t) ?? clause.title}
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
            {plainLine(role)} <HexText value={account} label={plainLine(role)} />{' '}
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
              <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{plainText(prose.text)}</Text>
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </Section>
  )
}

/** What people call a clause; in quotation marks where nobody signed it. */
function nameOf({ names, named, terms }: Version, clause: number, t: TFunction): string | undefined {
  const senior = terms.rules.monthly.length
  const name = clause < senior ? names?.monthly[clause] : names?.clauses[clause - senior]
  return name && t(`proof.called.${named}`, { name })
}

function useWords(proven: Proven, { terms, names, named }: Version): Words {
  const { t } = useTranslation()
  const format = useFormat()
  const isSigned = named === 'signed'
  return {
    t,
    format,
    asset: unitOf(proven),
    // Roles are signed, names only with a journal.
    partyName: index => {
      const role = plainLine(terms.parties[index]?.role ?? String(index + 1))
      const name = names?.parties[index]
      return name && name !== role ? `${isSigned ? name : t('proof.called.labels', { name })} (${role})` : role
    },
    // A label's unit and decimals would change what a price says.
    meterOf: hash => {
      const meter = meterOf(names, hash)
      const unknown = unknownMeter(t, METER_DECIMALS)
      return meter && isSigned ? meter : { ...unknown, ...(meter ? { name: meter.name } : {}) }
    },
    milestoneOf: subject =>
      names?.milestones.find(name => milestoneSubject(terms.rules.business, name) === subject) ?? null,
  }
}
