import { Button, Collapse, FileButton, Group, Select, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFileUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Section } from '../../components/Section.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { shortHex } from '../../lib/format.ts'
import { agreementsQuery } from '../../lib/reads.ts'
import { type DraftTerms, readTerms } from './readTerms.ts'

type SubjectPickerProps = {
  agreement: Hex | null
  draft: DraftTerms | null
  onAgreement: (root: Hex | null) => void
  onDraft: (draft: DraftTerms) => void
}

/** Chooses an agreement, or terms from a file. */
export function SubjectPicker({ agreement, draft, onAgreement, onDraft }: SubjectPickerProps) {
  const { t } = useTranslation()
  const { businessOf } = useDirectory()
  const [opened, { toggle }] = useDisclosure()
  const [text, setText] = useState('')
  const [error, setError] = useState<unknown>(null)
  const agreements = useQuery(agreementsQuery())
  const read = (terms: string) => {
    setText(terms)
    try {
      onDraft(readTerms(terms))
      setError(null)
    } catch (thrown) {
      setError(thrown)
    }
  }
  return (
    <Section title={t('whatIf.which')}>
      {agreements.isError && <ErrorState error={agreements.error} retry={() => agreements.refetch()} />}
      <Group align="flex-end">
        <Select
          label={t('whatIf.agreement')}
          placeholder={agreements.data?.agreements.length === 0 ? t('agreements.empty') : t('whatIf.choose')}
          value={agreement}
          onChange={value => onAgreement(value as Hex | null)}
          data={(agreements.data?.agreements ?? []).map(each => ({
            value: each.root,
            label: `${businessOf(each.business)} · ${t(`status.${each.status}`)} · ${shortHex(each.root)}`,
          }))}
          searchable
          flex="1 1 280px"
          maw={520}
        />
        <Button variant="default" onClick={toggle} aria-expanded={opened}>
          {t('whatIf.ownTerms')}
        </Button>
      </Group>
      <Collapse expanded={opened}>
        <Stack>
          <Textarea
            label={t('whatIf.paste')}
            description={t('whatIf.pasteHelp')}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
            autosize
            minRows={4}
            maxRows={12}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
          />
          <Group>
            <Button disabled={text.trim() === ''} onClick={() => read(text)}>
              {t('whatIf.useTerms')}
            </Button>
            <FileButton accept=".json,application/json" onChange={async file => file && read(await file.text())}>
              {props => (
                <Button variant="default" leftSection={<IconFileUpload size={17} aria-hidden />} {...props}>
                  {t('whatIf.file')}
                </Button>
              )}
            </FileButton>
          </Group>
          {error !== null && <ErrorState error={error} />}
        </Stack>
      </Collapse>
      {draft && (
        <Text size="sm" role="status">
          {t('whatIf.using', { title: draft.names.title })}
        </Text>
      )}
    </Section>
  )
}
