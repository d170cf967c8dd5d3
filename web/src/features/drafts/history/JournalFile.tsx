import { type JournalFault, verifyJournal } from '@concordat/sdk/drafts/journal.ts'
import type { JournalView } from '@concordat/sdk/drafts/views.ts'
import { Alert, Button, FileButton, Group } from '@mantine/core'
import { IconAlertTriangle, IconDownload, IconFileCheck, IconShieldCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { Section } from '../../../components/Section.tsx'
import { ApiError } from '../../../lib/api.ts'
import { describeCode } from '../../../lib/messages.ts'
import { saveFile } from '../transfer/saveFile.ts'

type JournalFileProps = { journal: JournalView; end: Hex }
type Verdict = { fault: JournalFault | null; entries: number }

/** The journal to keep, and its check in this browser: nothing of it is taken on trust. */
export function JournalFile({ journal, end }: JournalFileProps) {
  const { t, i18n } = useTranslation()
  const verify = useMutation({
    mutationFn: async (file: File | null): Promise<Verdict> => {
      const checked = file ? readJournal(await file.text()) : journal
      const fault = await verifyJournal(checked, file ? {} : { end })
      return { fault, entries: checked.entries.length }
    },
  })
  const download = () =>
    saveFile(`journal-${journal.draft.slice(2, 10)}.json`, JSON.stringify(journal, null, 2), 'application/json')
  const fault = verify.data?.fault
  return (
    <Section title={t('draft.journal.title')} lead={t('draft.journal.lead')}>
      <Group gap="sm">
        <Button
          leftSection={<IconShieldCheck size={18} aria-hidden />}
          loading={verify.isPending}
          onClick={() => verify.mutate(null)}
        >
          {t('draft.journal.verify')}
        </Button>
        <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} onClick={download}>
          {t('draft.journal.download')}
        </Button>
        <FileButton accept=".json,application/json" onChange={file => file && verify.mutate(file)}>
          {props => (
            <Button variant="default" leftSection={<IconFileCheck size={18} aria-hidden />} {...props}>
              {t('draft.journal.verifyFile')}
            </Button>
          )}
        </FileButton>
      </Group>
      {verify.isError && <ErrorState error={verify.error} />}
      {verify.data &&
        (fault ? (
          <Alert
            role="alert"
            color="red"
            radius="lg"
            icon={<IconAlertTriangle aria-hidden />}
            title={t('draft.journal.broken', { number: fault.sequence })}
          >
            {describeCode(fault.code, { sequence: fault.sequence, ...fault.args }, i18n.language) ?? fault.message}
          </Alert>
        ) : (
          <Alert
            role="status"
            color="green"
            radius="lg"
            icon={<IconShieldCheck aria-hidden />}
            title={t('draft.journal.sound')}
          >
            {t('draft.journal.soundText', { count: verify.data.entries })}
          </Alert>
        ))}
    </Section>
  )
}

function readJournal(text: string): JournalView {
  try {
    const value = JSON.parse(text) as JournalView
    if (Array.isArray(value.entries)) return value
  } catch {
    // Told below: what is no JSON is no journal either.
  }
  throw new ApiError(422, { code: 'FileNotJournal', message: 'This file is not a journal.' })
}
