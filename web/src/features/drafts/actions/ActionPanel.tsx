import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Paper, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Check } from '../check/useProblems.ts'
import type { Preview } from '../document/usePreview.ts'
import { AfterPanel } from './AfterPanel.tsx'
import { NegotiatingPanel } from './NegotiatingPanel.tsx'
import { Objections } from './Objections.tsx'
import { ProposeModal } from './ProposeModal.tsx'

type ActionPanelProps = { view: DraftView; check: Check; preview: Preview }

/** What the reader can do about the draft now. */
export function ActionPanel({ view, check, preview }: ActionPanelProps) {
  const [proposing, propose] = useDisclosure()
  return (
    <Paper component="section" p={{ base: 'md', sm: 'lg' }}>
      <Stack gap="md">
        {view.state === 'negotiating' ? (
          <NegotiatingPanel view={view} check={check} preview={preview} onPropose={propose.open} />
        ) : (
          <AfterPanel view={view} onPropose={propose.open} />
        )}
        <Objections view={view} />
      </Stack>
      {/* Here, because the draft is closed while the chain is still being told. */}
      <ProposeModal view={view} preview={preview} opened={proposing} onClose={propose.close} />
    </Paper>
  )
}
