import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Stack, Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ActionPanel } from '../actions/ActionPanel.tsx'
import { AmendingNotice } from '../amending/AmendingNotice.tsx'
import { ChangesTab } from '../amending/ChangesTab.tsx'
import { useCatchUp } from '../check/useCatchUp.ts'
import { useProblems } from '../check/useProblems.ts'
import { useDraft } from '../document/DraftContext.tsx'
import type { Connection } from '../document/room.ts'
import { usePreview } from '../document/usePreview.ts'
import { HistoryTab } from '../history/HistoryTab.tsx'
import { PeopleTab } from '../people/PeopleTab.tsx'
import { DevicesTab } from '../transfer/DevicesTab.tsx'
import { DraftHeader } from './DraftHeader.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { TermsTab } from './TermsTab.tsx'
import { type DraftTab, draftTabs } from './tabs.ts'
import { WhatIfTab } from './WhatIfTab.tsx'

type DraftBodyProps = { view: DraftView; connection: Connection; tab: DraftTab | null; onTab: (tab: DraftTab) => void }

/** The page of a draft. */
export function DraftBody({ view, connection, tab, onTab }: DraftBodyProps) {
  const { t } = useTranslation()
  const { terms, amends } = useDraft()
  const preview = usePreview(terms)
  const check = useProblems(view)
  useCatchUp(view.id, check.upToDate || connection !== 'live')
  const shown = draftTabs.filter(each => each !== 'changes' || amends)
  return (
    <Stack gap="lg">
      <DraftHeader view={view} />
      <OfflineBanner connection={connection} />
      {amends && <AmendingNotice view={view} amends={amends} />}
      <ActionPanel view={view} check={check} preview={preview} />
      <Tabs
        value={shown.find(each => each === tab) ?? shown[0] ?? 'terms'}
        onChange={value => onTab(value as DraftTab)}
        keepMounted={false}
      >
        <Tabs.List mb="lg" className="scroll-tabs">
          {shown.map(each => (
            <Tabs.Tab key={each} value={each}>
              {t(`draft.tab.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {amends && (
          <Tabs.Panel value="changes">
            <ChangesTab view={view} amends={amends} problems={check.problems} onTab={onTab} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="terms">
          <TermsTab preview={preview} problems={check.problems} onTab={onTab} />
        </Tabs.Panel>
        <Tabs.Panel value="whatIf">
          <WhatIfTab preview={preview} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryTab view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <PeopleTab view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="devices">
          <DevicesTab view={view} upToDate={check.upToDate} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
