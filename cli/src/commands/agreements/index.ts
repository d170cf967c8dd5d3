import type { Command } from 'commander'
import { addConclude } from './conclude.ts'
import { addDecline } from './decline.ts'
import { addList } from './list.ts'
import { addPropose } from './propose.ts'
import { addShow } from './show.ts'
import { addSign } from './sign.ts'

export function addAgreements(program: Command): void {
  const agreements = program.command('agreements').description('propose, sign, decline and follow agreements')
  for (const add of [addList, addShow, addPropose, addSign, addDecline, addConclude]) add(agreements, program)
}
