import type { AmendsView } from '@concordat/sdk/drafts/amendsViews.ts'
import { compareTerms } from '@concordat/sdk/drafts/compare.ts'
import type { DraftView, ProblemView } from '@concordat/sdk/drafts/views.ts'
import { ZERO_HASH } from '@concordat/sdk/ids.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowRight, IconFilePencil } from '@tabler/icons-react'
import { useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../../components/Empty.tsx'
import { Section } from '../../../components/Section.tsx'
import { useFormat } from '../../../lib/useFormat.ts'
import { useDraft } from '../document/DraftContext.tsx'
import { readPath, valueAt } from '../document/paths.ts'
import { useFile } from '../document/useShared.ts'
import { ChangeLine } from '../history/ChangeLine.tsx'
import type { DraftTab } from '../page/tabs.ts'

type ChangesTabProps = {
  view: DraftView
  amends: AmendsView
  problems: ProblemView[]
  onTab: (tab: DraftTab) => void
}

/** The draft against the terms in force, as far as it is written. */
export function ChangesTab({ view, amends, problems, onTab }: ChangesTabProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { room, readOnly } = useDraft()
  const file = useDeferredValue(useFile(room.doc))
  const changes = useMemo(() => compareTerms(comparable(amends.base), comparable(file)), [amends.base, file])
  const leaving = view.seats.filter(({ leaves }) => leaves).map(({ party }) => party)
  const missing = problems.filter(({ code }) => code !== 'NothingChanged').length
  const isProseUnknown = amends.base.prose === undefined && decodeTerms(amends.terms).prose !== ZERO_HASH
  return (
    <Section title={t('amending.changes')} lead={t('amending.changesLead')}>
      {isProseUnknown && <Text size="sm">{t('amending.proseUnknown')}</Text>}
      {leaving.length > 0 && <Text size="sm">{t('amending.leaving', { names: format.list(leaving) })}</Text>}
      {changes.length === 0 && readOnly ? (
        <Text c="dimmed">{t('draft.history.same')}</Text>
      ) : changes.length === 0 ? (
        <Empty icon={<IconFilePencil aria-hidden />} title={t('amending.none')} text={t('amending.noneText')} />
      ) : (
        <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {changes.map(change => (
            <ChangeLine key={change.path} change={change} item={nameAt(file, change.path)} />
          ))}
        </Stack>
      )}
      {!readOnly && (
        <Group gap="sm">
          <Button
            variant="default"
            rightSection={<IconArrowRight size={18} aria-hidden />}
            onClick={() => onTab('terms')}
          >
            {t('amending.toTerms')}
          </Button>
          {missing > 0 && (
            <Text size="sm" c="var(--attention)" fw={600}>
              {t('draft.missing', { count: missing })}
            </Text>
          )}
        </Group>
      )}
    </Section>
  )
}

/** What the clause or party at a path of the draft calls itself. */
function nameAt(file: SplitsTermsFile, path: string): string | undefined {
  const [list, place, ...field] = readPath(path)
  // A whole item is shown with its name.
  if (typeof place !== 'number' || field.length === 0) return undefined
  const name = valueAt(file, [list ?? '', place, 'name'])
  return typeof name === 'string' && name !== '' ? name : undefined
}

/** Without what is another one in every version: the deadline to sign. */
function comparable({ signBy: _, ...file }: SplitsTermsFile): object {
  return file
}
