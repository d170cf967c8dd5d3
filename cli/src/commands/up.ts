import type { Command } from 'commander'
import pc from 'picocolors'
import { sandboxUrl } from '../stack/processes.ts'
import { up } from '../stack/up.ts'

export function addUp(program: Command): void {
  program
    .command('up')
    .description('bring up everything on this machine: chain, contracts, database, indexer, nodes, server, web')
    .action(async () => {
      const began = Date.now()
      const seconds = () => `${((Date.now() - began) / 1_000).toFixed(1)} s`
      const { stack, stop } = await up({
        onStep: step => console.log(`${pc.dim(seconds().padStart(7))}  ${step}`),
        onRefusal: (name, logFile) => console.error(pc.red(`${name} refuses to run: see the end of ${logFile}`)),
      })
      if (stack.pid !== process.pid) {
        console.log(`Concordat already runs at ${pc.bold(stack.url)} (process ${stack.pid}).`)
        return
      }
      console.log(`\n${pc.green('Concordat runs')} after ${seconds()}: ${pc.bold(stack.url)}\n`)
      console.log(`The sandbox, where you play the payment processor: ${pc.bold(sandboxUrl(stack))}\n`)
      console.log('Try, in another terminal:')
      for (const [command, what] of suggestions) console.log(`  ${pc.cyan(command.padEnd(44))} ${what}`)
      console.log(
        `\nCtrl+C stops it; ${pc.cyan('npm start')} goes on where it stopped, ${pc.cyan('npm run reset')} starts anew.`,
      )
      const end = async () => {
        console.log('\nStopping ...')
        await stop()
        process.exit(0)
      }
      process.once('SIGINT', end).once('SIGTERM', end)
    })
}

const suggestions = [
  ['npx concordat example charging-site', 'a year of an agreement, from signing to the last cent'],
  ['npx concordat agreements list', 'every agreement and its state'],
  ['npx concordat status', 'what runs, and whether the chain has this build'],
  ['npx concordat --help', 'everything else'],
] as const
