import type { ProblemView } from '@concordat/sdk/drafts/views.ts'
import { Box, Grid, Stack } from '@mantine/core'
import { ProblemsPanel } from '../check/ProblemsPanel.tsx'
import { CumulativeClauses, MonthlyClauses } from '../clauses/ClauseLists.tsx'
import { GeneralCard } from '../clauses/GeneralCard.tsx'
import { PartiesCard } from '../clauses/PartiesCard.tsx'
import { ProseCard } from '../clauses/ProseCard.tsx'
import type { Preview } from '../document/usePreview.ts'
import { MoneyCard } from '../money/MoneyCard.tsx'
import { DraftAttachments } from './DraftAttachments.tsx'
import type { DraftTab } from './tabs.ts'

type TermsTabProps = { preview: Preview; problems: ProblemView[]; onTab: (tab: DraftTab) => void }

/** The terms, clause by clause, beside what is still missing in them. */
export function TermsTab({ preview, problems, onTab }: TermsTabProps) {
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 4 }} order={{ base: 0, lg: 1 }}>
        <Box pos="sticky" top={80}>
          <ProblemsPanel problems={problems} onTab={onTab} />
        </Box>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack gap="xl">
          <GeneralCard />
          <PartiesCard />
          <MoneyCard />
          <MonthlyClauses preview={preview} />
          <CumulativeClauses preview={preview} />
          <ProseCard />
          <DraftAttachments />
        </Stack>
      </Grid.Col>
    </Grid>
  )
}
