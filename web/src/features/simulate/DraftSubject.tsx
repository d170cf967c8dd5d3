import type { DraftTerms } from './readTerms.ts'
import { Simulation } from './Simulation.tsx'
import { plainAssumptions, useDraft } from './subject.ts'

/** Tries out terms from a file. */
export function DraftSubject({ draft }: { draft: DraftTerms }) {
  const readable = useDraft(draft)
  return <Simulation readable={readable} asset={draft.asset} first={plainAssumptions(readable, draft.asset)} />
}
