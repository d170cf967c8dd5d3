import type { Command } from 'commander'
import { addAmend } from './amend.ts'
import { addComplete } from './complete.ts'
import { addConclude } from './conclude.ts'
import { addDecline } from './decline.ts'
import { addFreeze } from './freeze.ts'
import { addList } from './list.ts'
import { addPropose } from './propose.ts'
import { addProse } from './prose.ts'
import { addShow } from './show.ts'
import { addSign } from './sign.ts'
import { addTerminate } from './terminate.ts'
import { addTerms } from './terms.ts'

export function addAgreements(program: Command): void {
  const agreements = program
    .command('agreements')
    .description('propose, sign, decline, follow, amend and end agreements')
  const commands = [addList, addShow, addPropose, addSign, addDecline, addConclude, addTerms, addAmend, addProse]
  for (const add of [...commands, addFreeze, addTerminate, addComplete]) add(agreements, program)
}
