import type { Command } from 'commander'
import { reset } from '../stack/reset.ts'
import { stateDir } from '../stack/state.ts'

export function addReset(program: Command): void {
  program
    .command('reset')
    .description('stop everything and start anew: chain, databases, keys and logs of this machine are removed')
    .action(async () => {
      await reset()
      console.log(`Removed ${stateDir()}. Run \`npm start\` to begin anew.`)
    })
}
