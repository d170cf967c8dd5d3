import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Paper, Stack } from '@mantine/core'
import type { Check } from '../check/useProblems.ts'
import type { Preview } from '../document/usePreview.ts'
import { AfterPanel } from './AfterPanel.tsx'
import { NegotiatingPanel } from './NegotiatingPanel.tsx'
import { Objections } from './Objections.tsx'

type ActionPanelProps = { view: DraftView; check: Check; preview: Preview }

/** What the reader can do about the draft now. */
export function ActionPanel({ view, check, preview }: ActionPanelProps) {
  return (
    <Paper component="section" p={{ base: 'md', sm: 'lg' }}>
      <Stack gap="md">
        {view.state === 'negotiating' ? (
          <NegotiatingPanel view={view} check={check} preview={preview} />
        ) : (
          <AfterPanel view={view} preview={preview} />
        )}
        <Objections view={view} />
      </Stack>
    </Paper>
  )
}
